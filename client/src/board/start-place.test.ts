import { expect, test } from 'vitest';
import { PLOT_SIZE } from '@oto/schema/geometry/lattice';
import { firstSight, plotHeart } from './start-place.ts';

test('a plot is shown as large as its notes need, and never larger than it is', () => {
  expect(plotHeart({ x: 1, y: 0 }, 0)).toEqual({ x: 2900, y: -700, width: 1400, height: 1400 });
  expect(plotHeart({ x: 1, y: 0 }, 144)).toEqual({ x: 1800, y: -1800, width: PLOT_SIZE, height: PLOT_SIZE });
});

test('the first sight is the liveliest plot, or the first one of an empty board', () => {
  expect(firstSight({ x: 5, y: -3, notes: 40 })).toEqual(plotHeart({ x: 5, y: -3 }, 40));
  expect(firstSight(null)).toEqual(plotHeart({ x: 2, y: -1 }, 0));
});
