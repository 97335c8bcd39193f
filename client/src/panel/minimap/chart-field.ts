import type { MapOverview } from '@oto/schema/contract/map';
import { PLOT_SIZE } from '@oto/schema/geometry/lattice';
import { onChart, type ChartFrame } from './chart-frame.ts';

/** CSS pixels between two samples. */
const STEP = 2;
/** CSS pixels: the least softness of a shore. */
const SOFT_MIN = 2.4;
/** Softness in cells, so that neighbours run into one another. */
const SOFT = 0.52;
/** A lone cell is an island of its own. */
const LONE = 0.62;

/** Two smooth fields over the chart, sampled every STEP pixels, row by row. */
export interface ChartField {
  readonly columns: number;
  readonly rows: number;
  /** 0: nothing is claimed near; 1: in the midst of claimed plots. */
  readonly land: Float32Array;
  /** 0 to 1: the root of notes per plot, of that in the densest cell. */
  readonly tone: Float32Array;
}

export function chartField({ cells, cellPlots }: MapOverview, frame: ChartFrame): ChartField {
  const columns = Math.ceil(frame.width / STEP) + 1;
  const rows = Math.ceil(frame.height / STEP) + 1;
  const land = new Float32Array(columns * rows);
  const tone = new Float32Array(columns * rows);
  const weight = new Float32Array(columns * rows);
  const cellPx = cellPlots * PLOT_SIZE * frame.scale;
  const soft = Math.max(SOFT_MIN, cellPx * SOFT);
  const reach = Math.ceil((soft * 4) / STEP);
  const densest = Math.max(1, ...cells.map(([, , plots, notes]) => notes / plots));

  for (const [x, y, plots, notes] of cells) {
    const share = plots / (cellPlots * cellPlots);
    const height = Math.max(LONE * Math.min(1, 0.55 + share), (share * cellPx * cellPx) / (2 * Math.PI * soft * soft));
    const depth = Math.sqrt(notes / plots / densest);
    // The middle of the cell: its first plot is centred on a lattice point.
    const middle = onChart(frame, {
      x: (x + 0.5) * cellPlots * PLOT_SIZE - PLOT_SIZE / 2,
      y: (y + 0.5) * cellPlots * PLOT_SIZE - PLOT_SIZE / 2,
    });
    const [column, row] = [Math.round(middle.x / STEP), Math.round(middle.y / STEP)];
    for (let j = Math.max(0, row - reach); j <= Math.min(rows - 1, row + reach); j++) {
      for (let i = Math.max(0, column - reach); i <= Math.min(columns - 1, column + reach); i++) {
        const square = (i * STEP - middle.x) ** 2 + (j * STEP - middle.y) ** 2;
        const swell = Math.exp(-square / (2 * soft * soft));
        const at = j * columns + i;
        land[at] = (land[at] ?? 0) + height * swell;
        // Ink keeps nearer to its cell than the shore does.
        const ink = swell * swell;
        tone[at] = (tone[at] ?? 0) + depth * ink;
        weight[at] = (weight[at] ?? 0) + ink;
      }
    }
  }
  for (let at = 0; at < land.length; at++) {
    land[at] = 1 - Math.exp(-1.3 * (land[at] ?? 0));
    const heavy = weight[at] ?? 0;
    tone[at] = heavy > 1e-6 ? (tone[at] ?? 0) / heavy : 0;
  }
  return { columns, rows, land, tone };
}

/** A sample between the grid's points; x and y in CSS pixels. */
export function sampled({ columns, rows }: ChartField, values: Float32Array, x: number, y: number): number {
  const u = Math.min(columns - 1.001, Math.max(0, x / STEP));
  const v = Math.min(rows - 1.001, Math.max(0, y / STEP));
  const [i, j] = [Math.floor(u), Math.floor(v)];
  const [s, t] = [u - i, v - j];
  const at = j * columns + i;
  const top = (values[at] ?? 0) * (1 - s) + (values[at + 1] ?? 0) * s;
  const bottom = (values[at + columns] ?? 0) * (1 - s) + (values[at + columns + 1] ?? 0) * s;
  return top * (1 - t) + bottom * t;
}
