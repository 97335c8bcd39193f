import { createSignal, untrack, type Accessor } from 'solid-js';
import type { AtlasRecord } from '@oto/schema/board/record';
import type { MapOverview, MapTile } from '@oto/schema/contract/map';
import type { World } from '@oto/schema/contract/world';
import { PLOT_SIZE, plotKey, tileOf, type Plot, type Tile } from '@oto/schema/geometry/lattice';
import { browserSignals, type PageSignals } from '../net/page-signals.ts';
import { throttle } from '../net/throttle.ts';
import type { BoardScene, ClaimView, LandmarkView, WorldRect } from '../scene/types.ts';
import { Backoff } from './backoff.ts';
import { Claims } from './claims.ts';
import { flowViews } from './flow-views.ts';
import { MapMarks } from './map-marks.ts';
import { claimedTiles, mapTilesIn } from './map-tiles.ts';

/** What a tile or the overview told holds for so long, milliseconds. */
export const FRESH_MS = 60_000;
/** A tile whose rivers are being drawn anew is asked for again after this. */
const DRAWING_MS = 4000;
const REQUESTS_AT_ONCE = 4;
/** Tiles remembered, in view or not. */
const TILES_KEPT = 128;
/** Tiles out of view are forgotten after this, milliseconds: one map of the whole world weighs more than the notes in view. */
const LINGER_MS = 6000;
const PLAN_EVERY_MS = 150;
/** Time alone makes tiles old. */
const REPLAN_MS = 5000;

export interface MapFeedOptions {
  readonly scene: Pick<
    BoardScene,
    'camera' | 'upsertClaim' | 'removeClaim' | 'upsertRiver' | 'removeRiver' | 'setFlows' | 'upsertLandmark' | 'removeLandmark'
  >;
  readonly fetchMap: () => Promise<MapOverview>;
  readonly fetchMapTile: (tile: Tile) => Promise<MapTile>;
  /** Of the world when the page was opened. */
  readonly bounds: World['bounds'];
  readonly onError: () => void;
  /** Plots, rivers or landmarks came, went or changed. */
  readonly onChange: () => void;
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
  readonly claims: Iterable<ClaimView>;
  readonly landmarks: Iterable<LandmarkView>;
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
  isAsked: boolean;
}

export function createMapFeed(options: MapFeedOptions): MapFeed {
  const { scene, fetchMap, fetchMapTile, onError, onChange, signals = browserSignals(), now = Date.now } = options;
  const [overview, setOverview] = createSignal<MapOverview | null>(null, { equals: sameJson });
  const claims = new Claims(scene);
  const marks = new MapMarks(scene);
  const tiles = new Map<string, KnownTile>();
  /** Tiles in which the atlas knows claims; it is ahead of the overview. */
  const atlasTiles = new Set<string>();
  const tileTrouble = new Backoff(now);
  const overviewTrouble = new Backoff(now);
  const retries = new Set<ReturnType<typeof setTimeout>>();
  /** Nearest to the middle of the view first. */
  let wanted: readonly KnownTile[] = [];
  let isMapped: ((tile: Tile) => boolean) | null = null;
  let overviewDue = 0;
  let isAskingOverview = false;
  let requests = 0;
  let isDestroyed = false;

  const plan = throttle(() => {
    if (signals.isHidden || isDestroyed) return;
    const { isMap } = scene.camera;
    const at = now();
    wanted = mapTilesIn({
      view: scene.camera.visibleRect(),
      isMap,
      // From afar nothing is asked for in the dark: it could be all of the empty world.
      isClaimed: (tile) => (isMapped ? isMapped(tile) : !isMap) || atlasTiles.has(plotKey(tile)),
    }).map(tileFor);
    for (const entry of wanted) entry.seen = at;
    forget();
    void askOverview();
    askTiles();
  }, PLAN_EVERY_MS);

  const tileFor = (tile: Tile): KnownTile => {
    const key = plotKey(tile);
    const entry = tiles.get(key) ?? { tile, seen: 0, due: 0, isAsked: false };
    tiles.set(key, entry);
    return entry;
  };

  const askTiles = (): void => {
    if (signals.isHidden || isDestroyed || !tileTrouble.mayTry()) return;
    const due = wanted.filter((entry) => !entry.isAsked && entry.due <= now());
    for (const entry of due.slice(0, REQUESTS_AT_ONCE - requests)) void askTile(entry);
  };

  const askTile = async (entry: KnownTile): Promise<void> => {
    entry.isAsked = true;
    requests++;
    try {
      const map = await fetchMapTile(entry.tile);
      tileTrouble.succeeded();
      entry.due = now() + (map.drawing ? DRAWING_MS : FRESH_MS);
      if (isDestroyed) return;
      claims.fromTile(entry.tile, map);
      marks.show(plotKey(entry.tile), map);
      onChange();
    } catch {
      failed(tileTrouble);
    } finally {
      entry.isAsked = false;
      requests--;
      askTiles();
    }
  };

  const askOverview = async (): Promise<void> => {
    if (isAskingOverview || now() < overviewDue || !overviewTrouble.mayTry()) return;
    isAskingOverview = true;
    try {
      const next = await fetchMap();
      overviewTrouble.succeeded();
      overviewDue = now() + FRESH_MS;
      if (isDestroyed) return;
      isMapped = claimedTiles(next);
      scene.camera.setWorld(worldRect(next.bounds));
      if (!sameJson(next.flows, untrack(overview)?.flows)) scene.setFlows(flowViews(next));
      setOverview(next);
      plan();
    } catch {
      failed(overviewTrouble);
    } finally {
      isAskingOverview = false;
    }
  };

  const failed = (trouble: Backoff): void => {
    if (isDestroyed) return;
    if (trouble.failed()) onError();
    const retry = setTimeout(() => {
      retries.delete(retry);
      plan();
    }, trouble.waitMs);
    retries.add(retry);
  };

  /** The least recently seen leave first; what is wanted now stays. */
  const forget = (): void => {
    const needed = new Set(wanted);
    const spare = [...tiles].filter(([, entry]) => !needed.has(entry) && !entry.isAsked).toSorted(([, a], [, b]) => b.seen - a.seen);
    for (const [rank, [key, { tile, seen }]] of spare.entries()) {
      const isOld = now() - seen > LINGER_MS;
      if (!isOld && needed.size + rank < TILES_KEPT) continue;
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
    get claims() {
      return claims.all;
    },
    get landmarks() {
      return marks.landmarks;
    },
    cameraMoved: plan,
    atlasClaim(plot, record) {
      claims.fromAtlas(plot, record);
      onChange();
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
      for (const retry of retries) clearTimeout(retry);
      stopSignals();
    },
  };
}

/** World units: every plot of a lattice rectangle. */
function worldRect({ x0, y0, x1, y1 }: World['bounds']): WorldRect {
  return { x: (x0 - 0.5) * PLOT_SIZE, y: (y0 - 0.5) * PLOT_SIZE, width: (x1 - x0 + 1) * PLOT_SIZE, height: (y1 - y0 + 1) * PLOT_SIZE };
}

function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
