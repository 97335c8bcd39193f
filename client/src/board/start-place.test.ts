import { expect, test } from 'vitest';
import { firstSight, plotFromSearch, plotRect } from './start-place.ts';

test('a link names a plot, or none', () => {
  expect(plotFromSearch('?at=12,-7')).toEqual({ x: 12, y: -7 });
  for (const search of ['', '?at=', '?at=1', '?at=1,2,3', '?at=a,b', '?at=1e9,0']) expect(plotFromSearch(search)).toBeNull();
});

test('a plot’s square, and the first sight holds the first plot', () => {
  expect(plotRect({ x: 1, y: 0 })).toEqual({ x: 1800, y: -1800, width: 3600, height: 3600 });
  const first = plotRect({ x: 2, y: -1 });
  for (const members of [0, 1, 50]) {
    const sight = firstSight(members);
    expect(sight.x).toBeLessThanOrEqual(first.x);
    expect(sight.x + sight.width).toBeGreaterThanOrEqual(first.x + first.width);
    expect(sight.y).toBeLessThanOrEqual(first.y);
  }
});
