import { PLOT_SIZE } from '@oto/schema/geometry/lattice';
import type { Sight } from '../travel.ts';
import type { ViewRect } from '../view-rect.ts';

/** A square view about a point of the lattice, both in plots. */
export function viewAt(x: number, y: number, plotsWide = 1): ViewRect {
  return {
    x: (x - plotsWide / 2) * PLOT_SIZE,
    y: (y - plotsWide / 2) * PLOT_SIZE,
    width: plotsWide * PLOT_SIZE,
    height: plotsWide * PLOT_SIZE,
  };
}

/** At rest over a view, unless more is said. */
export function sightOf(view: ViewRect, more: Partial<Sight> = {}): Sight {
  return { view, isMap: false, ahead: [], end: null, isCrossing: false, ...more };
}
