import { plotCentre, PLOT_SIZE, spiralPlot, type Plot } from '@oto/schema/geometry/lattice';
import type { WorldRect } from '../scene/types.ts';

/** The plot that a link names: `?at=12,-7`. Null when it names none. */
export function plotFromSearch(search: string): Plot | null {
  const match = /^(-?\d{1,6}),(-?\d{1,6})$/.exec(new URLSearchParams(search).get('at') ?? '');
  return match ? { x: Number(match[1]) || 0, y: Number(match[2]) || 0 } : null;
}

export function plotRect(plot: Plot): WorldRect {
  const centre = plotCentre(plot);
  return { x: centre.x - PLOT_SIZE / 2, y: centre.y - PLOT_SIZE / 2, width: PLOT_SIZE, height: PLOT_SIZE };
}

/** What a newcomer sees first: the oldest plots, which lie at the spiral's start. */
export function firstSight(members: number): WorldRect {
  const oldest = Array.from({ length: Math.min(Math.max(members, 1), 3) }, (_, n) => plotCentre(spiralPlot(n)));
  const [xs, ys] = [oldest.map((centre) => centre.x), oldest.map((centre) => centre.y)];
  const x = Math.min(...xs) - PLOT_SIZE / 2;
  const y = Math.min(...ys) - PLOT_SIZE / 2;
  return { x, y, width: Math.max(...xs) + PLOT_SIZE / 2 - x, height: Math.min(Math.max(...ys) + PLOT_SIZE / 2 - y, PLOT_SIZE * 1.5) };
}
