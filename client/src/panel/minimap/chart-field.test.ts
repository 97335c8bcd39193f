import { expect, test } from 'vitest';
import { PLOT_SIZE } from '@oto/schema/geometry/lattice';
import { claimedBounds } from '../../board/world-bounds.ts';
import { chartField, sampled } from './chart-field.ts';
import { chartFrame, onChart } from './chart-frame.ts';

const SIZE = { width: 214, height: 152 };

test.each([1, 4])('land is where cells of %i plots are, darkest where most notes are, and water beyond', (cellPlots) => {
  const overview = {
    cellPlots,
    cells: [
      [-3, 0, cellPlots ** 2, 10 * cellPlots ** 2],
      [-2, 0, cellPlots ** 2, 200 * cellPlots ** 2],
      [4, 1, 1, 0],
    ] as [number, number, number, number][],
    flows: [],
    bounds: { x0: -99, y0: -99, x1: 99, y1: 99 },
  };
  const bounds = claimedBounds(overview);
  expect(bounds).toEqual({ x0: -3 * cellPlots, y0: 0, x1: 5 * cellPlots - 1, y1: 2 * cellPlots - 1 });
  const frame = chartFrame(bounds, SIZE);
  const field = chartField(overview, frame);
  const at = (x: number, y: number) => {
    const middle = onChart(frame, { x: ((x + 0.5) * cellPlots - 0.5) * PLOT_SIZE, y: ((y + 0.5) * cellPlots - 0.5) * PLOT_SIZE });
    return { land: sampled(field, field.land, middle.x, middle.y), tone: sampled(field, field.tone, middle.x, middle.y) };
  };
  expect(at(-2, 0).land).toBeGreaterThan(0.4);
  expect(at(-3, 0).land).toBeGreaterThan(0.4);
  expect(at(-2, 0).tone).toBeGreaterThan(at(-3, 0).tone + 0.2);
  expect(at(1, 1).land).toBeLessThan(0.05);
});
