import { plotCentre, PLOT_SIZE, spiralPlot, type Plot } from '@oto/schema/geometry/lattice';
import type { WorldRect } from '../scene/types.ts';

/** The plot that a link names: `?at=12,-7`. Null when it names none. */
export function plotFromSearch(search: string): Plot | null {
  const match = /^(-?\d{1,6}),(-?\d{1,6})$/.exec(new URLSearchParams(search).get('at') ?? '');
  return match ? { x: Number(match[1]) || 0, y: Number(match[2]) || 0 } : null;
}

/** Side that shows the notes of a plot large enough to read; they gather round its centre. */
const HEART_MIN = 1600;
const UNITS_PER_NOTE = 300;

/** The part of a plot where its notes lie; `notes` undefined while unknown. */
export function plotHeart(plot: Plot, notes: number | undefined): WorldRect {
  const centre = plotCentre(plot);
  const side = Math.min(PLOT_SIZE, Math.max(HEART_MIN, Math.sqrt(notes ?? 16) * UNITS_PER_NOTE * 1.3 + UNITS_PER_NOTE));
  return { x: centre.x - side / 2, y: centre.y - side / 2, width: side, height: side };
}

/** What a newcomer sees first: the oldest plots, which lie at the spiral's start. */
export function firstSight(members: number): WorldRect {
  const oldest = Array.from({ length: Math.min(Math.max(members, 1), 3) }, (_, n) => plotCentre(spiralPlot(n)));
  const [xs, ys] = [oldest.map((centre) => centre.x), oldest.map((centre) => centre.y)];
  const x = Math.min(...xs) - PLOT_SIZE / 2;
  const y = Math.min(...ys) - PLOT_SIZE / 2;
  return { x, y, width: Math.max(...xs) + PLOT_SIZE / 2 - x, height: Math.min(Math.max(...ys) + PLOT_SIZE / 2 - y, PLOT_SIZE * 1.5) };
}
