import type { MapOverview } from '@oto/schema/contract/map';
import { PLOT_SIZE, plotKey, TILE_PLOTS, type Tile } from '@oto/schema/geometry/lattice';
import type { WorldRect } from '../scene/types.ts';

/** Tiles of the map that are wanted at once at most. */
const MAP_TILES_MAX = 100;
/** World units a side. */
export const TILE_SIZE = TILE_PLOTS * PLOT_SIZE;
/** Beyond the view, in tiles: from afar rivers flow in from outside, near by only names are read. */
const MARGIN = { map: 0.5, notes: 0.02 } as const;
/** Tiles looked at, either way from the middle, however far the camera went. */
const REACH = 20;

export interface MapTilesInput {
  readonly view: WorldRect;
  readonly isMap: boolean;
  /** Whether anybody has a plot there, as far as is known. */
  readonly isClaimed: (tile: Tile) => boolean;
  readonly max?: number;
}

/** Centre of a tile, world units: tile 0,0 begins at the upper left edge of plot 0,0. */
export function tileCentre(tile: Tile): { readonly x: number; readonly y: number } {
  return { x: (tile.x + 0.5) * TILE_SIZE - PLOT_SIZE / 2, y: (tile.y + 0.5) * TILE_SIZE - PLOT_SIZE / 2 };
}

/** The tiles whose maps a view needs, nearest to its middle first. */
export function mapTilesIn({ view, isMap, isClaimed, max = MAP_TILES_MAX }: MapTilesInput): Tile[] {
  const middle = { x: view.x + view.width / 2, y: view.y + view.height / 2 };
  const margin = isMap ? MARGIN.map : MARGIN.notes;
  const index = (at: number): number => Math.floor((at + PLOT_SIZE / 2) / TILE_SIZE);
  const range = (low: number, high: number, centre: number) => ({
    first: Math.max(index(low - margin * TILE_SIZE), index(centre) - REACH),
    last: Math.min(index(high + margin * TILE_SIZE), index(centre) + REACH),
  });
  const across = range(view.x, view.x + view.width, middle.x);
  const down = range(view.y, view.y + view.height, middle.y);
  const found: { readonly tile: Tile; readonly far: number }[] = [];
  for (let y = down.first; y <= down.last; y++) {
    for (let x = across.first; x <= across.last; x++) {
      const tile = { x: x || 0, y: y || 0 };
      if (!isClaimed(tile)) continue;
      const centre = tileCentre(tile);
      found.push({ tile, far: Math.hypot(centre.x - middle.x, centre.y - middle.y) });
    }
  }
  return found
    .toSorted((a, b) => a.far - b.far)
    .slice(0, max)
    .map(({ tile }) => tile);
}

/** Whether the overview knows of a claimed plot in a tile. */
export function claimedTiles(overview: MapOverview): (tile: Tile) => boolean {
  const { cellPlots } = overview;
  const toTile = Math.min(1, cellPlots / TILE_PLOTS);
  const held = new Set(overview.cells.map(([x, y]) => plotKey({ x: Math.floor(x * toTile), y: Math.floor(y * toTile) })));
  const toCell = Math.min(1, TILE_PLOTS / cellPlots);
  return (tile) => held.has(plotKey({ x: Math.floor(tile.x * toCell), y: Math.floor(tile.y * toCell) }));
}
