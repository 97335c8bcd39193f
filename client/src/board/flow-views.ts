import { cordColour } from '@oto/schema/board/cords';
import { FORK_COLOUR } from '@oto/schema/board/palette';
import type { MapOverview } from '@oto/schema/contract/map';
import { PLOT_SIZE, plotKey, TILE_PLOTS, type Tile } from '@oto/schema/geometry/lattice';
import type { RiverView, WorldPoint } from '../scene/types.ts';

/** What flows between districts, from the middle of what is claimed in one to that of the other. */
export function flowViews({ cells, cellPlots, flows }: Pick<MapOverview, 'cells' | 'cellPlots' | 'flows'>): RiverView[] {
  const middles = middlesOf(cells, cellPlots);
  return flows.flatMap(({ from, to, cords, colour }) => {
    const [one, other] = [middles.get(plotKey(from)), middles.get(plotKey(to))];
    if (one === undefined || other === undefined || (one.x === other.x && one.y === other.y)) return [];
    return [
      { id: `${plotKey(from)}=${plotKey(to)}`, from: one, to: other, cords, colour: colour === null ? FORK_COLOUR : cordColour(colour) },
    ];
  });
}

/** World units, at the middle of a plot, by tile. A cell larger than a tile stands for the tile it begins in. */
function middlesOf(cells: MapOverview['cells'], cellPlots: number): ReadonlyMap<string, WorldPoint> {
  const sums = new Map<string, { x: number; y: number; plots: number }>();
  for (const [column, row, plots] of cells) {
    const x = column * cellPlots + (cellPlots - 1) / 2;
    const y = row * cellPlots + (cellPlots - 1) / 2;
    const tile: Tile = { x: Math.floor(x / TILE_PLOTS), y: Math.floor(y / TILE_PLOTS) };
    const sum = sums.get(plotKey(tile)) ?? { x: 0, y: 0, plots: 0 };
    sums.set(plotKey(tile), { x: sum.x + x * plots, y: sum.y + y * plots, plots: sum.plots + plots });
  }
  return new Map(
    [...sums].map(([key, { x, y, plots }]) => [key, { x: Math.round(x / plots) * PLOT_SIZE, y: Math.round(y / plots) * PLOT_SIZE }]),
  );
}
