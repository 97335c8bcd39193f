import { expect, test } from 'vitest';
import { nearestPlots } from './claim-near.ts';
import { firstOpenRing } from './claim-home.ts';

test('a ring is open until its 8 r plots are claimed', () => {
  expect(firstOpenRing(new Map())).toBe(2);
  expect(firstOpenRing(new Map([[2, 15]]))).toBe(2);
  expect(firstOpenRing(new Map([[2, 16]]))).toBe(3);
  expect(
    firstOpenRing(
      new Map([
        [2, 16],
        [3, 24],
        [4, 1],
      ]),
    ),
  ).toBe(4);
});

test('plots near a full one come nearest first and never from the reserved centre', () => {
  const plots = nearestPlots({ x: 2, y: 0 }, 3);
  const distance = (plot: { x: number; y: number }) => Math.hypot(plot.x - 2, plot.y);
  expect(plots.map(distance)).toEqual(plots.map(distance).toSorted((a, b) => a - b));
  expect(plots.some(({ x, y }) => Math.abs(x) <= 1 && Math.abs(y) <= 1)).toBe(false);
  expect(plots.some(({ x, y }) => x === 2 && y === 0)).toBe(false);
  expect(plots).toHaveLength(49 - 1 - 9);
});
