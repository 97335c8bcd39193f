import type { MapOverview } from '@oto/schema/contract/map';
import { expect, test } from 'vitest';
import { claimedBounds, withPlots } from './world-bounds.ts';

const world: MapOverview = {
  cellPlots: 4,
  cells: [
    [0, 0, 3, 20],
    [1, 0, 1, 2],
  ],
  flows: [],
  bounds: { x0: -1, y0: -1, x1: 5, y1: 3 },
};

test('what is claimed is told to the size of a cell, and not beyond the bounds', () => {
  expect(claimedBounds(world)).toEqual({ x0: 0, y0: 0, x1: 5, y1: 3 });
  expect(claimedBounds({ ...world, cells: [] })).toEqual(world.bounds);
});

test('a plot of a known cell changes nothing; another makes a cell and is within the bounds', () => {
  expect(withPlots(world, [{ x: 2, y: 3 }])).toBe(world);
  expect(withPlots(world, [])).toBe(world);
  const grown = withPlots(world, [{ x: -6, y: 2 }]);
  expect(grown.cells).toEqual([...world.cells, [-2, 0, 1, 0]]);
  expect(claimedBounds(grown)).toEqual({ x0: -6, y0: 0, x1: 5, y1: 3 });
});
