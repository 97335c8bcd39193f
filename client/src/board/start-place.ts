import { plotCentre, PLOT_SIZE, spiralPlot, type Plot } from '@oto/schema/geometry/lattice';
import type { World } from '@oto/schema/contract/world';
import type { WorldRect } from '../scene/types.ts';

/** Side that shows the notes of a plot large enough to read; they gather round its centre. */
const HEART_MIN = 1400;
const UNITS_PER_NOTE = 300;

/** The part of a plot where its notes lie; `notes` undefined while unknown. */
export function plotHeart(plot: Plot, notes: number | undefined): WorldRect {
  const centre = plotCentre(plot);
  const side = Math.min(PLOT_SIZE, Math.max(HEART_MIN, Math.sqrt(notes ?? 16) * UNITS_PER_NOTE * 1.3 + UNITS_PER_NOTE));
  return { x: centre.x - side / 2, y: centre.y - side / 2, width: side, height: side };
}

/** What a newcomer sees first: the plot where most is to be seen. */
export function firstSight(liveliest: World['liveliest']): WorldRect {
  return liveliest ? plotHeart(liveliest, liveliest.notes) : plotHeart(spiralPlot(0), 0);
}
