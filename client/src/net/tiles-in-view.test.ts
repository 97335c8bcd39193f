import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PLOT_SIZE, TILE_PLOTS, type Tile } from '@oto/schema/geometry/lattice';
import { sightOf, viewAt } from './testing/sight.ts';
import { MAP_TILES, planTiles, TILE_LINGER_MS, tileKey, TILES_MAX, tilesIn, type OpenTile } from './tiles-in-view.ts';

/** The middle of a tile, in plots. */
const tileAt = (n: number): number => (n + 0.5) * TILE_PLOTS;
function opened(tiles: readonly Tile[], more: Partial<OpenTile> = {}): Map<string, OpenTile> {
  return new Map(tiles.map((tile) => [tileKey(tile), { tile, wanted: 0, isUsed: false, isUnsaved: false, ...more }]));
}
const HERE = { x: 0, y: 0 };
const FAR = { x: 9, y: 0 };

test('a view on a corner of tiles needs the four of them', () => {
  expect(tilesIn({ x: -0.5 * PLOT_SIZE - 100, y: -0.5 * PLOT_SIZE - 100, width: 200, height: 200 })).toHaveLength(4);
});

test('on the map only the tiles in the middle are followed, and while it flies past none anew', () => {
  const sight = sightOf(viewAt(tileAt(2), tileAt(2), 100), { isMap: true });
  const plan = planTiles({ sight, open: new Map(), now: 0 });
  expect(plan.open).toHaveLength(MAP_TILES);
  expect(plan.open[0]).toEqual({ x: 2, y: 2 });
  expect(planTiles({ sight: { ...sight, isCrossing: true }, open: opened([HERE]), now: 0 })).toMatchObject({ open: [], close: [] });
});

test('the end of a flight is connected before it is reached', () => {
  const sight = sightOf(viewAt(tileAt(0), 5), { end: viewAt(tileAt(9), 5) });
  expect(planTiles({ sight, open: opened([HERE]), now: 0 }).open).toEqual([FAR]);
});

test('the socket of a tile out of sight lingers, stays while regions use it, and never leaves unsaved edits', () => {
  const sight = sightOf(viewAt(tileAt(0), 5));
  const close = (now: number, more: Partial<OpenTile> = {}) =>
    planTiles({ sight, open: new Map([...opened([HERE], { wanted: now }), ...opened([FAR], more)]), now }).close;
  expect(close(TILE_LINGER_MS - 1)).toEqual([]);
  expect(close(TILE_LINGER_MS)).toEqual([tileKey(FAR)]);
  expect(close(TILE_LINGER_MS, { isUsed: true })).toEqual([]);
  expect(close(TILE_LINGER_MS, { isUnsaved: true })).toEqual([]);
});

test('never more sockets than allowed but for unsaved edits, and none closed that is looked at', () => {
  const tile = fc.record({ x: fc.integer({ min: -3, max: 3 }), y: fc.integer({ min: -3, max: 3 }) });
  const place = fc.double({ min: -40, max: 40, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(fc.record({ tile, wanted: fc.nat(20_000), isUsed: fc.boolean(), isUnsaved: fc.constantFrom(false, false, true) })),
      fc.tuple(place, place, fc.double({ min: 0.3, max: 90, noNaN: true })),
      fc.boolean(),
      (tiles, [x, y, wide], isMap) => {
        const open = new Map(tiles.map((one) => [tileKey(one.tile), one]));
        const plan = planTiles({ sight: sightOf(viewAt(x, y, wide), { isMap }), open, now: 20_000 });
        for (const key of plan.close) {
          expect(plan.wanted).not.toContain(key);
          expect(open.get(key)?.isUnsaved).toBe(false);
        }
        const after = new Map([...open].filter(([key]) => !plan.close.includes(key)));
        for (const one of plan.open) expect(after.has(tileKey(one))).toBe(false);
        const unsaved = [...after.values()].filter((one) => one.isUnsaved).length;
        expect(after.size + plan.open.length).toBeLessThanOrEqual(Math.max(TILES_MAX, TILES_MAX + unsaved));
        expect(plan.wanted.length).toBeGreaterThan(0);
      },
    ),
    { seed: 8, numRuns: 300 },
  );
});
