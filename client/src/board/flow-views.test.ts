import { PLOT_SIZE } from '@oto/schema/geometry/lattice';
import { expect, test } from 'vitest';
import { flowViews } from './flow-views.ts';

const flow = { from: { x: 0, y: 0 }, to: { x: -1, y: 0 }, cords: 12, colour: null };

test('a flow runs between the middles of what is claimed, weighed by plots', () => {
  const [view] = flowViews({
    cellPlots: 2,
    cells: [
      [0, 0, 1, 9],
      [6, 4, 3, 9],
      [-2, 1, 2, 9],
    ],
    flows: [flow],
  });
  expect(view).toMatchObject({
    cords: 12,
    from: { x: Math.round((0.5 + 3 * 12.5) / 4) * PLOT_SIZE, y: Math.round((0.5 + 3 * 8.5) / 4) * PLOT_SIZE },
  });
  expect(view?.to).toEqual({ x: Math.round(-3.5) * PLOT_SIZE, y: Math.round(2.5) * PLOT_SIZE });
});

test('what flows from or to where nothing is known to be claimed is left out', () => {
  expect(flowViews({ cellPlots: 16, cells: [[0, 0, 5, 5]], flows: [flow] })).toEqual([]);
});
