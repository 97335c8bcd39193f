import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MapOverview } from '@oto/schema/contract/map';
import { plotAt, plotCentre, PLOT_SIZE, plotKey, tileOf } from '@oto/schema/geometry/lattice';
import { claimedTiles, mapTilesIn, tileCentre, TILE_SIZE } from './map-tiles.ts';

const View = fc.record({
  x: fc.integer({ min: -3_000_000, max: 3_000_000 }),
  y: fc.integer({ min: -3_000_000, max: 3_000_000 }),
  width: fc.integer({ min: 100, max: 8 * TILE_SIZE }),
  height: fc.integer({ min: 100, max: 8 * TILE_SIZE }),
});
const everywhere = () => true;

test('every tile that is seen is wanted, each once, nearest first', () => {
  fc.assert(
    fc.property(
      View,
      fc.boolean(),
      fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
      (view, isMap, at) => {
        const tiles = mapTilesIn({ view, isMap, isClaimed: everywhere, max: 1000 });
        const keys = tiles.map(plotKey);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys).toContain(plotKey(tileOf(plotAt({ x: view.x + at[0] * view.width, y: view.y + at[1] * view.height }))));
        const far = tiles.map((tile) =>
          Math.hypot(tileCentre(tile).x - view.x - view.width / 2, tileCentre(tile).y - view.y - view.height / 2),
        );
        expect(far).toEqual(far.toSorted((a, b) => a - b));
        expect(mapTilesIn({ view, isMap, isClaimed: everywhere, max: 7 })).toEqual(tiles.slice(0, 7));
      },
    ),
    { seed: 4, numRuns: 200 },
  );
});

test('near by only what is in view is wanted, from afar what surrounds it too', () => {
  const centre = tileCentre({ x: 2, y: -1 });
  const view = { x: centre.x - 500, y: centre.y - 500, width: 1000, height: 1000 };
  expect(mapTilesIn({ view, isMap: false, isClaimed: everywhere })).toEqual([{ x: 2, y: -1 }]);
  const wide = { x: centre.x - 0.4 * TILE_SIZE, y: centre.y - 0.4 * TILE_SIZE, width: 0.8 * TILE_SIZE, height: 0.8 * TILE_SIZE };
  expect(mapTilesIn({ view: wide, isMap: true, isClaimed: everywhere })).toHaveLength(9);
  expect(mapTilesIn({ view: wide, isMap: true, isClaimed: (tile) => tile.x === 2 })).toHaveLength(3);
});

test('a broken camera asks for no more than others', () => {
  const view = { x: -1e12, y: -1e12, width: 2e12, height: 2e12 };
  expect(mapTilesIn({ view, isMap: true, isClaimed: everywhere })).toHaveLength(100);
});

test('a tile is claimed when a cell with a plot of it says so, whatever the size of the cells', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 7 }),
      fc.array(fc.tuple(fc.integer({ min: -200, max: 200 }), fc.integer({ min: -200, max: 200 })), { maxLength: 8 }),
      (exponent, plots) => {
        const cellPlots = 2 ** exponent;
        const cells = new Map(
          plots
            .map(([x, y]) => [Math.floor(x / cellPlots), Math.floor(y / cellPlots)])
            .map(([x = 0, y = 0]) => [`${x},${y}`, [x, y, 1, 0] as const]),
        );
        const overview: MapOverview = {
          cellPlots,
          cells: [...cells.values()].map((cell) => [...cell]),
          flows: [],
          bounds: { x0: -200, y0: -200, x1: 200, y1: 200 },
        };
        const isClaimed = claimedTiles(overview);
        for (const [x, y] of plots) expect(isClaimed(tileOf({ x, y }))).toBe(true);
        const reach = 16 * Math.max(1, cellPlots / 16);
        const lonely = { x: 3, y: -4 };
        const near = plots.some(([x, y]) => Math.abs(x - lonely.x * 16) <= 2 * reach && Math.abs(y - lonely.y * 16) <= 2 * reach);
        expect(near || !isClaimed(lonely)).toBe(true);
      },
    ),
    { seed: 4, numRuns: 200 },
  );
});

test('a tile’s centre is the middle of its plots', () => {
  const first = plotCentre({ x: 16, y: -16 });
  const last = plotCentre({ x: 31, y: -1 });
  expect(tileCentre({ x: 1, y: -1 })).toEqual({ x: (first.x + last.x) / 2, y: (first.y + last.y) / 2 });
  expect(TILE_SIZE).toBe(last.x - first.x + PLOT_SIZE);
});
