import fc from 'fast-check';
import { PLOT_SIZE } from '@oto/schema/geometry/lattice';
import { expect, test } from 'vitest';
import { chartFrame, offChart, onChart, VIEW_MIN, viewOnChart } from './chart-frame.ts';

const SIZE = { width: 214, height: 152 };
const bounds = fc
  .record({
    x: fc.integer({ min: -500, max: 500 }),
    y: fc.integer({ min: -500, max: 500 }),
    w: fc.integer({ min: 0, max: 900 }),
    h: fc.integer({ min: 0, max: 900 }),
  })
  .map(({ x, y, w, h }) => ({ x0: x, y0: y, x1: x + w, y1: y + h }));
const sight = fc.record({
  x: fc.integer({ min: -4_000_000, max: 4_000_000 }),
  y: fc.integer({ min: -4_000_000, max: 4_000_000 }),
  zoom: fc.constantFrom(0.001, 0.05, 0.5, 3),
  width: fc.constant(1440),
  height: fc.constant(900),
  isMap: fc.boolean(),
});

test('every claimed plot lies on the chart, off its border, and none is drawn too large', () => {
  fc.assert(
    fc.property(bounds, (world) => {
      const frame = chartFrame(world, SIZE);
      const corner = onChart(frame, { x: (world.x0 - 0.5) * PLOT_SIZE, y: (world.y0 - 0.5) * PLOT_SIZE });
      const other = onChart(frame, { x: (world.x1 + 0.5) * PLOT_SIZE, y: (world.y1 + 0.5) * PLOT_SIZE });
      expect(Math.min(corner.x, corner.y)).toBeGreaterThanOrEqual(15.99);
      expect(other.x).toBeLessThanOrEqual(SIZE.width - 15.99);
      expect(other.y).toBeLessThanOrEqual(SIZE.height - 15.99);
      expect(PLOT_SIZE * frame.scale).toBeLessThanOrEqual(20);
    }),
    { seed: 101, numRuns: 300 },
  );
});

test('a point of the chart is a place of the world, and back', () => {
  fc.assert(
    fc.property(bounds, fc.integer({ min: 0, max: 214 }), fc.integer({ min: 0, max: 152 }), (world, x, y) => {
      const frame = chartFrame(world, SIZE);
      const back = onChart(frame, offChart(frame, { x, y }));
      expect(back.x).toBeCloseTo(x, 6);
      expect(back.y).toBeCloseTo(y, 6);
    }),
    { seed: 102, numRuns: 300 },
  );
});

test('the view is always to be seen on the chart, wherever it is and however small', () => {
  fc.assert(
    fc.property(bounds, sight, (world, here) => {
      const view = viewOnChart(chartFrame(world, SIZE), here);
      expect(view.width).toBeGreaterThanOrEqual(VIEW_MIN);
      expect(view.height).toBeGreaterThanOrEqual(VIEW_MIN);
      const middle = { x: view.x + view.width / 2, y: view.y + view.height / 2 };
      expect(middle.x).toBeGreaterThan(0);
      expect(middle.x).toBeLessThan(SIZE.width);
      expect(middle.y).toBeGreaterThan(0);
      expect(middle.y).toBeLessThan(SIZE.height);
    }),
    { seed: 103, numRuns: 300 },
  );
});
