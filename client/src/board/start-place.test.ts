import { expect, test } from 'vitest';
import { PLOT_SIZE } from '@oto/schema/geometry/lattice';
import { firstSight, plotFromSearch, plotHeart } from './start-place.ts';

test('a link names a plot, or none', () => {
  expect(plotFromSearch('?at=12,-7')).toEqual({ x: 12, y: -7 });
  for (const search of ['', '?at=', '?at=1', '?at=1,2,3', '?at=a,b', '?at=1e9,0']) expect(plotFromSearch(search)).toBeNull();
});

test('a plot is shown as large as its notes need, and never larger than it is', () => {
  expect(plotHeart({ x: 1, y: 0 }, 0)).toEqual({ x: 2800, y: -800, width: 1600, height: 1600 });
  expect(plotHeart({ x: 1, y: 0 }, 144)).toEqual({ x: 1800, y: -1800, width: PLOT_SIZE, height: PLOT_SIZE });
});

test('the first sight holds the heart of the first plot', () => {
  const first = plotHeart({ x: 2, y: -1 }, 0);
  for (const members of [0, 1, 50]) {
    const sight = firstSight(members);
    expect(sight.x).toBeLessThanOrEqual(first.x);
    expect(sight.x + sight.width).toBeGreaterThanOrEqual(first.x + first.width);
    expect(sight.y).toBeLessThanOrEqual(first.y);
  }
});
