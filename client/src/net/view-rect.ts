import { PLOT_SIZE, plotCentre, type Plot, type Point } from '@oto/schema/geometry/lattice';

/** World units. */
export interface ViewRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function middleOf(view: ViewRect): Point {
  return { x: view.x + view.width / 2, y: view.y + view.height / 2 };
}

/** Whether two views share a point. */
export function meets(a: ViewRect, b: ViewRect): boolean {
  return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}

/** Every plot whose square meets the view widened by `margin` plots. */
export function plotsIn(view: ViewRect, margin: number): Plot[] {
  const reach = margin * PLOT_SIZE;
  const first = (low: number): number => Math.ceil((low - reach) / PLOT_SIZE - 0.5);
  const last = (high: number): number => Math.floor((high + reach) / PLOT_SIZE + 0.5);
  const plots: Plot[] = [];
  for (let y = first(view.y); y <= last(view.y + view.height); y++) {
    for (let x = first(view.x); x <= last(view.x + view.width); x++) plots.push({ x: x || 0, y: y || 0 });
  }
  return plots;
}

/** Whether `plotsIn` would name the plot. */
export function isPlotIn(plot: Plot, view: ViewRect, margin: number): boolean {
  const reach = (margin + 0.5) * PLOT_SIZE;
  const { x, y } = plotCentre(plot);
  return x + reach >= view.x && x - reach <= view.x + view.width && y + reach >= view.y && y - reach <= view.y + view.height;
}

/** Units from a plot's centre to a point. */
export function plotDistance(plot: Plot, point: Point): number {
  const centre = plotCentre(plot);
  return Math.hypot(centre.x - point.x, centre.y - point.y);
}
