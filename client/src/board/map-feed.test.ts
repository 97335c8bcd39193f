import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newId } from '@oto/schema/base/id';
import type { MapOverview, MapTile } from '@oto/schema/contract/map';
import { plotCentre, plotKey, type Tile } from '@oto/schema/geometry/lattice';
import type { PageListeners } from '../net/page-signals.ts';
import type { LandmarkView, RiverView, WorldRect } from '../scene/types.ts';
import { createMapFeed, FRESH_MS, type MapFeedOptions } from './map-feed.ts';
import { tileCentre, TILE_SIZE } from './map-tiles.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const BOUNDS = { x0: -1, y0: -1, x1: 1, y1: 1 };
/** Plots of the tiles 0,0 to `side`-1,`side`-1: one in the first corner of each. */
const overviewOf = (side: number): MapOverview => ({
  cellPlots: 16,
  cells: Array.from({ length: side * side }, (_, i) => [i % side, Math.floor(i / side), 1, 1]),
  flows: side > 1 ? [{ from: { x: 0, y: 0 }, to: { x: 1, y: 0 }, cords: 40, colour: 3 }] : [],
  bounds: { x0: 0, y0: 0, x1: side * 16 - 1, y1: side * 16 - 1 },
});

function stage(side = 3, tileOf: (tile: Tile) => Partial<MapTile> = () => ({})) {
  const asked: string[] = [];
  const waiting: (() => void)[] = [];
  const rivers = new Map<string, RiverView>();
  const flows: RiverView[] = [];
  const landmarks = new Map<string, LandmarkView>();
  const claims = new Map<string, string>();
  const errors: string[] = [];
  let listeners: PageListeners | undefined;
  const world = { overviews: 0, isDown: false, isHeld: false, isHidden: false, bounds: null as WorldRect | null };
  const camera = { view: viewOf({ x: 0, y: 0 }), isMap: false };
  const plots = (tile: Tile) => [{ x: tile.x * 16, y: tile.y * 16, owner: `of ${plotKey(tile)}`, handle: 'h', notes: 1, tint: 0 }];
  const feed = createMapFeed({
    scene: {
      camera: {
        get isMap() {
          return camera.isMap;
        },
        visibleRect: () => camera.view,
        setWorld: (bounds: WorldRect) => void (world.bounds = bounds),
      } as MapFeedOptions['scene']['camera'],
      upsertClaim: (claim) => void claims.set(claim.key, claim.title ?? ''),
      removeClaim: (key) => void claims.delete(key),
      upsertRiver: (river) => void rivers.set(river.id, river),
      removeRiver: (id) => void rivers.delete(id),
      setFlows: (all) => void flows.splice(0, flows.length, ...all),
      upsertLandmark: (landmark) => void landmarks.set(landmark.id, landmark),
      removeLandmark: (id) => void landmarks.delete(id),
    },
    async fetchMap() {
      if (world.isDown) throw new Error('unavailable');
      world.overviews++;
      return overviewOf(side);
    },
    async fetchMapTile(tile) {
      asked.push(plotKey(tile));
      if (world.isHeld) await new Promise<void>((resolve) => waiting.push(resolve));
      if (world.isDown) throw new Error('unavailable');
      return { tile, plots: plots(tile), landmarks: [], rivers: [], ...tileOf(tile) };
    },
    bounds: BOUNDS,
    onError: () => void errors.push('failed'),
    onChange: () => undefined,
    signals: {
      get isHidden() {
        return world.isHidden;
      },
      listen(next) {
        listeners = next;
        return () => (listeners = undefined);
      },
    },
  });
  return {
    feed,
    asked,
    waiting,
    rivers,
    flows,
    landmarks,
    claims,
    errors,
    world,
    camera,
    shown: () => listeners?.shown(),
    taken: () => asked.splice(0),
    settle: () => vi.advanceTimersByTimeAsync(1000),
  };
}

function viewOf(tile: Tile, side = 0.5): WorldRect {
  const { x, y } = tileCentre(tile);
  return { x: x - (side * TILE_SIZE) / 2, y: y - (side * TILE_SIZE) / 2, width: side * TILE_SIZE, height: side * TILE_SIZE };
}

test('near by the tile in view is asked for, once a minute, and its owners are named', async () => {
  const s = stage();
  s.feed.cameraMoved();
  await s.settle();
  expect(s.taken()).toEqual(['0,0']);
  expect(s.claims).toEqual(new Map([['0,0', 'of 0,0']]));
  expect(s.feed.overview()).toEqual(overviewOf(3));
  expect(s.world.bounds).toEqual({ x: -1800, y: -1800, width: 48 * 3600, height: 48 * 3600 });
  for (let i = 0; i < 5; i++) s.feed.cameraMoved();
  await vi.advanceTimersByTimeAsync(FRESH_MS - 5000);
  expect([s.taken(), s.world.overviews]).toEqual([[], 1]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect([s.taken(), s.world.overviews]).toEqual([['0,0'], 2]);
  s.feed.destroy();
});

test('from afar every claimed tile in view is asked for, nearest first, four at once', async () => {
  const s = stage(5);
  s.camera.isMap = true;
  s.camera.view = viewOf({ x: 2, y: 2 }, 7);
  s.world.isHeld = true;
  s.feed.cameraMoved();
  await s.settle();
  expect(s.asked).toHaveLength(4);
  expect(s.asked[0]).toBe('2,2');
  for (let open = 4; open > 0; open = s.waiting.length) {
    expect(open).toBeLessThanOrEqual(4);
    s.waiting.shift()?.();
    await vi.advanceTimersByTimeAsync(0);
  }
  expect(new Set(s.asked).size).toBe(25);
  expect(s.asked).toHaveLength(25);
  s.feed.destroy();
});

test('what flows between districts comes with the overview, once', async () => {
  const s = stage();
  s.feed.cameraMoved();
  await vi.advanceTimersByTimeAsync(FRESH_MS * 2.5);
  expect(s.world.overviews).toBeGreaterThan(1);
  expect(s.flows).toMatchObject([{ id: '0,0=1,0', cords: 40 }]);
  s.feed.destroy();
});

test('rivers and landmarks come and go with what the tile tells', async () => {
  let cords = 3;
  const agent = {
    id: newId(),
    plot: { x: 2, y: 1 },
    seat: [10, -20] as [number, number],
    name: 'Plume',
    kind: 'text' as const,
    colour: 1,
    descendants: 9,
  };
  const s = stage(1, () => ({
    rivers: cords === 0 ? [] : [{ from: { x: 0, y: 0 }, to: { x: 5, y: 5 }, cords, colour: null }],
    landmarks: cords === 0 ? [] : [agent],
  }));
  s.feed.cameraMoved();
  await s.settle();
  const centre = plotCentre({ x: 2, y: 1 });
  expect(s.rivers.get('0,0>5,5')).toMatchObject({ from: plotCentre({ x: 0, y: 0 }), to: plotCentre({ x: 5, y: 5 }), cords: 3 });
  expect(s.feed.landmark(agent.id)).toMatchObject({ x: centre.x + 10, y: centre.y - 20, name: 'Plume', descendants: 9 });
  cords = 0;
  await vi.advanceTimersByTimeAsync(FRESH_MS + 5000);
  expect([s.rivers.size, s.landmarks.size]).toEqual([0, 0]);
  s.feed.destroy();
});

test('a tile that is being drawn is asked for again soon', async () => {
  let drawing = true;
  const s = stage(1, () => (drawing ? { drawing: true } : {}));
  s.feed.cameraMoved();
  await s.settle();
  expect(s.taken()).toEqual(['0,0']);
  drawing = false;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(s.taken()).toEqual(['0,0']);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(s.taken()).toEqual([]);
  s.feed.destroy();
});

test('failures are told once and tried again ever more slowly, until it works', async () => {
  const s = stage();
  s.world.isDown = true;
  s.feed.cameraMoved();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(s.errors).toEqual(['failed', 'failed']);
  const tries = s.taken().length;
  expect(tries).toBeGreaterThan(3);
  expect(tries).toBeLessThan(9);
  s.world.isDown = false;
  await vi.advanceTimersByTimeAsync(40_000);
  expect(s.taken()).toEqual(['0,0']);
  expect(s.claims.size).toBe(1);
  s.feed.destroy();
});

test('what the atlas claims is asked for before the overview knows of it', async () => {
  const s = stage(1);
  s.camera.view = viewOf({ x: 4, y: 4 });
  s.feed.cameraMoved();
  await s.settle();
  s.taken();
  s.camera.view = viewOf({ x: 8, y: 8 });
  s.feed.cameraMoved();
  await s.settle();
  expect(s.taken()).toEqual([]);
  s.feed.atlasClaim({ x: 8 * 16 + 3, y: 8 * 16 }, { v: 1, o: newId(), e: 1, n: 2, t: 0, p: 'open' });
  await s.settle();
  expect(s.taken()).toEqual(['8,8']);
  s.feed.destroy();
});

test('tiles seen long ago are forgotten; a hidden page asks for nothing', async () => {
  const s = stage(14, (tile) => ({ rivers: [{ from: { x: tile.x * 16, y: tile.y * 16 }, to: { x: -9, y: -9 }, cords: 1, colour: 0 }] }));
  for (let i = 0; i < 140; i++) {
    s.camera.view = viewOf({ x: i % 14, y: Math.floor(i / 14) });
    s.feed.cameraMoved();
    await vi.advanceTimersByTimeAsync(200);
  }
  expect(s.taken()).toHaveLength(140);
  expect(s.claims.size).toBeLessThanOrEqual(128);
  expect(s.rivers.size).toBe(s.claims.size);
  expect(s.feed.claim('0,0')).toBeUndefined();
  s.camera.view = viewOf({ x: 0, y: 0 });
  s.world.isHidden = true;
  s.feed.cameraMoved();
  await s.settle();
  expect(s.taken()).toEqual([]);
  s.world.isHidden = false;
  s.shown();
  await s.settle();
  expect(s.taken()).toEqual(['0,0']);
  s.feed.destroy();
});

test('who has come back from the whole world keeps little of it', async () => {
  const s = stage(6);
  s.camera.isMap = true;
  s.camera.view = { x: 0, y: 0, width: 6 * TILE_SIZE, height: 6 * TILE_SIZE };
  s.feed.cameraMoved();
  await s.settle();
  await vi.advanceTimersByTimeAsync(5000);
  expect(s.claims.size).toBe(36);
  s.camera.isMap = false;
  s.camera.view = viewOf({ x: 2, y: 2 });
  s.feed.cameraMoved();
  await vi.advanceTimersByTimeAsync(5000);
  expect(s.claims.size).toBe(36);
  await vi.advanceTimersByTimeAsync(15_000);
  expect(s.claims.size).toBeLessThanOrEqual(10);
  expect(s.claims.has('32,32')).toBe(true);
  s.feed.destroy();
});
