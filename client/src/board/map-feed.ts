import { createSignal, type Accessor } from 'solid-js';
import type { AtlasRecord } from '@oto/schema/board/record';
import type { MapOverview, MapTile } from '@oto/schema/contract/map';
import type { World } from '@oto/schema/contract/world';
import { PLOT_SIZE, plotKey, tileOf, type Plot, type Tile } from '@oto/schema/geometry/lattice';
import { browserSignals, type PageSignals } from '../net/page-signals.ts';
import { throttle } from '../net/throttle.ts';
import type { BoardScene, ClaimView, LandmarkView, WorldRect } from '../scene/types.ts';
import { Backoff } from './backoff.ts';
import { Claims } from './claims.ts';
import { MapMarks } from './map-marks.ts';
import { claimedTiles, mapTilesIn } from './map-tiles.ts';

/** What a tile or the overview told holds for so long, milliseconds. */
export const FRESH_MS = 60_000;
/** A tile whose rivers are being drawn anew is asked for again after this. */
const DRAWING_MS = 4000;
const REQUESTS_AT_ONCE = 4;
/** Tiles remembered, in view or not. */
const TILES_KEPT = 128;
const PLAN_EVERY_MS = 150;
/** Time alone makes tiles old. */
const REPLAN_MS = 5000;

export interface MapFeedOptions {
  readonly scene: Pick<
    BoardScene,
    'camera' | 'upsertClaim' | 'removeClaim' | 'upsertRiver' | 'removeRiver' | 'upsertLandmark' | 'removeLandmark'
  >;
  readonly fetchMap: () => Promise<MapOverview>;
  readonly fetchMapTile: (tile: Tile) => Promise<MapTile>;
  /** Of the world when the page was opened. */
  readonly bounds: World['bounds'];
  readonly onError: () => void;
  readonly signals?: PageSignals;
  readonly now?: () => number;
}

/** Brings the map from the api to the scene, for what is in view. It begins with the camera's first move. */
export interface MapFeed {
  /** The world from afar; null until it is known. */
  readonly overview: Accessor<MapOverview | null>;
  /** As the scene shows them now. */
  claim(key: string): ClaimView | undefined;
  landmark(id: string): LandmarkView | undefined;
  cameraMoved(): void;
  /** A plot's claim in the atlas came, changed, or (null) is not followed any more. */
  atlasClaim(plot: Plot, record: AtlasRecord | null): void;
  setHome(plot: Plot | null): void;
  destroy(): void;
}

interface KnownTile {
  readonly tile: Tile;
  /** When it was last in the plan, and from when on it is asked for again; milliseconds. */
  seen: number;
  due: number;
  asked: boolean;
}

export function createMapFeed(options: MapFeedOptions): MapFeed {
  const { scene, fetchMap, fetchMapTile, onError, signals = browserSignals(), now = Date.now } = options;
  const [overview, setOverview] = createSignal<MapOverview | null>(null);
  const claims = new Claims(scene);
  const marks = new MapMarks(scene);
  const tiles = new Map<string, KnownTile>();
  /** Tiles in which the atlas knows claims: newer than the overview. */
  const atlasTiles = new Set<string>();
  const tileTrouble = new Backoff(now);
  const overviewTrouble = new Backoff(now);
  let isMapped: (tile: Tile) => boolean = () => true;
  let overviewDue = 0;
  let askingOverview = false;
  let requests = 0;
  let isDestroyed = false;

  const plan = throttle(() => {
    if (signals.isHidden || isDestroyed) return;
    void askOverview();
    const at = now();
    const wanted = mapTilesIn({
      view: scene.camera.visibleRect(),
      isMap: scene.camera.isMap,
      isClaimed: (tile) => isMapped(tile) || atlasTiles.has(plotKey(tile)),
    });
    const known = wanted.map((tile) => tileFor(tile));
    for (const entry of known) entry.seen = at;
    for (const entry of known) {
      if (requests >= REQUESTS_AT_ONCE || !tileTrouble.mayTry()) break;
      if (!entry.asked && entry.due <= at) void ask(entry);
    }
    forget(new Set(known));
  }, PLAN_EVERY_MS);

  const tileFor = (tile: Tile): KnownTile => {
    const key = plotKey(tile);
    const entry = tiles.get(key) ?? { tile, seen: 0, due: 0, asked: false };
    tiles.set(key, entry);
    return entry;
  };

  const ask = async (entry: KnownTile): Promise<void> => {
    const key = plotKey(entry.tile);
    entry.asked = true;
    requests++;
    try {
      const map = await fetchMapTile(entry.tile);
      tileTrouble.succeeded();
      entry.due = now() + (map.drawing ? DRAWING_MS : FRESH_MS);
      if (!isDestroyed && tiles.get(key) === entry) {
        claims.fromTile(entry.tile, map);
        marks.show(key, map);
      }
    } catch {
      if (tileTrouble.failed()) onError();
    } finally {
      entry.asked = false;
      requests--;
      plan();
    }
  };

  const askOverview = async (): Promise<void> => {
    if (askingOverview || now() < overviewDue || !overviewTrouble.mayTry()) return;
    askingOverview = true;
    try {
      const next = await fetchMap();
      overviewTrouble.succeeded();
      overviewDue = now() + FRESH_MS;
      if (isDestroyed) return;
      isMapped = claimedTiles(next);
      scene.camera.setWorld(worldRect(next.bounds));
      setOverview(next);
      plan();
    } catch {
      if (overviewTrouble.failed()) onError();
    } finally {
      askingOverview = false;
    }
  };

  /** The least recently seen leave first; what is wanted now stays. */
  const forget = (wanted: ReadonlySet<KnownTile>): void => {
    if (tiles.size <= TILES_KEPT) return;
    const spare = [...tiles].filter(([, entry]) => !wanted.has(entry) && !entry.asked).toSorted(([, a], [, b]) => a.seen - b.seen);
    for (const [key, { tile }] of spare.slice(0, tiles.size - TILES_KEPT)) {
      tiles.delete(key);
      claims.fromTile(tile, null);
      marks.show(key, null);
    }
  };

  scene.camera.setWorld(worldRect(options.bounds));
  const replanning = setInterval(plan, REPLAN_MS);
  const stopSignals = signals.listen({ online: plan, offline: () => {}, shown: plan });

  return {
    overview,
    claim: (key) => claims.claim(key),
    landmark: (id) => marks.landmark(id),
    cameraMoved: plan,
    atlasClaim(plot, record) {
      claims.fromAtlas(plot, record);
      if (!record) return;
      const key = plotKey(tileOf(plot));
      if (atlasTiles.has(key)) return;
      atlasTiles.add(key);
      plan();
    },
    setHome: (plot) => claims.setHome(plot),
    destroy() {
      isDestroyed = true;
      plan.cancel();
      clearInterval(replanning);
      stopSignals();
    },
  };
}

/** World units: every plot of a lattice rectangle. */
function worldRect({ x0, y0, x1, y1 }: World['bounds']): WorldRect {
  return { x: (x0 - 0.5) * PLOT_SIZE, y: (y0 - 0.5) * PLOT_SIZE, width: (x1 - x0 + 1) * PLOT_SIZE, height: (y1 - y0 + 1) * PLOT_SIZE };
}
