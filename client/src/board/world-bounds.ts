import type { MapOverview } from '@oto/schema/contract/map';
import type { Plot } from '@oto/schema/geometry/lattice';

/** The smallest lattice rectangle round what is claimed, to the size of a cell; the overview's bounds hold reserved plots too. */
export function claimedBounds({ cells, cellPlots, bounds }: MapOverview): MapOverview['bounds'] {
  if (cells.length === 0) return bounds;
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of cells) {
    x0 = Math.min(x0, x * cellPlots);
    y0 = Math.min(y0, y * cellPlots);
    x1 = Math.max(x1, (x + 1) * cellPlots - 1);
    y1 = Math.max(y1, (y + 1) * cellPlots - 1);
  }
  return { x0: Math.max(x0, bounds.x0), y0: Math.max(y0, bounds.y0), x1: Math.min(x1, bounds.x1), y1: Math.min(y1, bounds.y1) };
}

/** The overview with these plots in it, for plots claimed since it was drawn. */
export function withPlots(overview: MapOverview, plots: readonly Plot[]): MapOverview {
  const { cellPlots, cells, flows, bounds } = overview;
  const known = new Set(cells.map(([x, y]) => `${x},${y}`));
  const added = plots
    .map((plot): MapOverview['cells'][number] => [Math.floor(plot.x / cellPlots), Math.floor(plot.y / cellPlots), 1, 0])
    .filter(([x, y]) => !known.has(`${x},${y}`));
  if (added.length === 0) return overview;
  return {
    cellPlots,
    cells: [...cells, ...added],
    flows,
    bounds: {
      x0: Math.min(bounds.x0, ...plots.map(({ x }) => x)),
      y0: Math.min(bounds.y0, ...plots.map(({ y }) => y)),
      x1: Math.max(bounds.x1, ...plots.map(({ x }) => x)),
      y1: Math.max(bounds.y1, ...plots.map(({ y }) => y)),
    },
  };
}
