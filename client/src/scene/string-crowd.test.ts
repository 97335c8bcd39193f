import { expect, test } from 'vitest';
import { faintness } from './string-crowd.ts';

test('a few strings are seen in full, hundreds a plot recede, and no more strings ever make them clearer', () => {
  expect(faintness(0, 0)).toBe(1);
  expect(faintness(60, 6)).toBe(1);
  expect(faintness(4000, 10)).toBeCloseTo(0.1);
  const seen = Array.from({ length: 60 }, (_, n) => faintness(n * 10, 3));
  expect(seen.every((share, n) => n === 0 || share <= (seen[n - 1] ?? 1))).toBe(true);
});
