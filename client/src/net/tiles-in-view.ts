import { PLOT_SIZE, TILE_PLOTS, plotAt, tileOf, type Point, type Tile } from '@oto/schema/geometry/lattice';
import { OPEN_MARGIN } from './regions-in-view.ts';
import type { Sight } from './travel.ts';
import { middleOf, type ViewRect } from './view-rect.ts';

export interface OpenTile {
  readonly tile: Tile;
  /** When it was last wanted, milliseconds. */
  readonly wanted: number;
  /** Region documents are open on it. */
  readonly isUsed: boolean;
  /** Edits on it have not been acknowledged: it is never closed. */
  readonly isUnsaved: boolean;
}

export interface TilePlan {
  /** The most wanted first. */
  readonly open: readonly Tile[];
  /** Their region documents close with them. */
  readonly close: readonly string[];
  readonly wanted: readonly string[];
}

export interface TilePlanInput {
  readonly sight: Sight;
  readonly open: ReadonlyMap<string, OpenTile>;
  readonly now: number;
}

/** Sockets held by what is looked at. The server takes ten of one person, who may have two pages. */
export const TILES_MAX = 5;
/** Of the map, the tiles in the middle alone are followed. */
export const MAP_TILES = 4;
/** The socket of a tile that nobody looks at and no region uses stays for this, milliseconds. */
export const TILE_LINGER_MS = 10_000;
/** Beyond, a broken camera speaks. */
const TILES_SEEN_MAX = 64 * 64;

export function tileKey(tile: Tile): string {
  return `${tile.x},${tile.y}`;
}

/** The atlas tiles of a view and the margin of opening, from the middle outwards. */
export function tilesIn(view: ViewRect): Tile[] {
  const reach = OPEN_MARGIN * PLOT_SIZE;
  const low = tileOf(plotAt({ x: view.x - reach, y: view.y - reach }));
  const high = tileOf(plotAt({ x: view.x + view.width + reach, y: view.y + view.height + reach }));
  const middle = middleOf(view);
  const tiles: { readonly tile: Tile; readonly distance: number }[] = [];
  for (let y = low.y; y <= high.y; y++) {
    for (let x = low.x; x <= high.x && tiles.length < TILES_SEEN_MAX; x++) {
      tiles.push({ tile: { x, y }, distance: tileDistance({ x, y }, middle) });
    }
  }
  return tiles.toSorted((a, b) => a.distance - b.distance).map(({ tile }) => tile);
}

/**
 * Which atlas tiles to follow. At most TILES_MAX are open for what is looked at; beyond, those that
 * are no longer wanted leave, the least recently wanted first, whatever they lingered for.
 */
export function planTiles({ sight, open, now }: TilePlanInput): TilePlan {
  const wanted = new Map<string, Tile>();
  const add = (tiles: readonly Tile[]): void => {
    for (const tile of tiles) if (wanted.size < TILES_MAX) wanted.set(tileKey(tile), tile);
  };
  if (sight.end) add(tilesIn(sight.end));
  if (!sight.isMap) add(tilesIn(sight.view));
  else if (!sight.isCrossing) add(tilesIn(sight.view).slice(0, MAP_TILES));
  for (const rect of sight.ahead) add(tilesIn(rect));

  const close: string[] = [];
  const spare: (OpenTile & { readonly key: string })[] = [];
  let count = 0;
  for (const [key, tile] of open) {
    const isLeft = !wanted.has(key) && !tile.isUsed && now - tile.wanted >= TILE_LINGER_MS;
    if (isLeft && !tile.isUnsaved) {
      close.push(key);
      continue;
    }
    count++;
    if (!wanted.has(key) && !tile.isUnsaved) spare.push({ ...tile, key });
  }
  const missing = [...wanted].filter(([key]) => !open.has(key));
  spare.sort((a, b) => a.wanted - b.wanted);
  for (const { key } of spare.slice(0, Math.max(0, count + missing.length - TILES_MAX))) close.push(key);
  return { open: missing.map(([, tile]) => tile), close, wanted: [...wanted.keys()] };
}

/** Units from the middle of a tile to a point. */
function tileDistance(tile: Tile, point: Point): number {
  const centre = (n: number): number => (n * TILE_PLOTS + (TILE_PLOTS - 1) / 2) * PLOT_SIZE;
  return Math.hypot(centre(tile.x) - point.x, centre(tile.y) - point.y);
}
