import type { MapOverview } from '@oto/schema/contract/map';
import { PLOT_SIZE, type Point } from '@oto/schema/geometry/lattice';
import type { BoardSight, ScreenBox } from '../../board/board-controller.ts';

/** CSS pixels. */
export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

/** How world units lie on the chart: chart = world * scale + offset. */
export interface ChartFrame extends ChartSize {
  readonly scale: number;
  readonly dx: number;
  readonly dy: number;
}

/** CSS pixels left round the world, for the border and the water. */
const MARGIN = 16;
/** A small world does not fill the chart: one plot is at most this wide, in CSS pixels. */
const PLOT_MAX = 20;
/** CSS pixels; the view is never drawn smaller. */
export const VIEW_MIN = 9;

/** The whole world in the middle of the chart. */
export function chartFrame({ x0, y0, x1, y1 }: MapOverview['bounds'], size: ChartSize): ChartFrame {
  const [columns, rows] = [x1 - x0 + 1, y1 - y0 + 1];
  const plot = Math.min(PLOT_MAX, (size.width - 2 * MARGIN) / columns, (size.height - 2 * MARGIN) / rows);
  const scale = plot / PLOT_SIZE;
  return {
    ...size,
    scale,
    dx: size.width / 2 - ((x0 + x1) / 2) * plot,
    dy: size.height / 2 - ((y0 + y1) / 2) * plot,
  };
}

export function onChart({ scale, dx, dy }: ChartFrame, point: Point): Point {
  return { x: point.x * scale + dx, y: point.y * scale + dy };
}

export function offChart({ scale, dx, dy }: ChartFrame, point: Point): Point {
  return { x: (point.x - dx) / scale, y: (point.y - dy) / scale };
}

/** What is on screen, as a rectangle of the chart: large enough to be seen, its middle never off the chart. */
export function viewOnChart(frame: ChartFrame, sight: BoardSight): ScreenBox {
  const middle = onChart(frame, sight);
  const width = Math.max(VIEW_MIN, (sight.width / sight.zoom) * frame.scale);
  const height = Math.max(VIEW_MIN, (sight.height / sight.zoom) * frame.scale);
  const within = (value: number, end: number): number => Math.min(end - VIEW_MIN, Math.max(VIEW_MIN, value));
  return { x: within(middle.x, frame.width) - width / 2, y: within(middle.y, frame.height) - height / 2, width, height };
}
