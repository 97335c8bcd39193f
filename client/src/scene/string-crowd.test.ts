import { expect, test } from 'vitest';
import { crowding, faintness } from './string-crowd.ts';

test('a few strings lie over the notes, hundreds a plot under them, and no more strings ever bring them up again', () => {
  expect(crowding(0, 0)).toBe(0);
  expect(crowding(60, 6)).toBe(0);
  expect(crowding(4000, 10)).toBe(1);
  const seen = Array.from({ length: 60 }, (_, n) => crowding(n * 10, 3));
  expect(seen.every((share, n) => n === 0 || share >= (seen[n - 1] ?? 0))).toBe(true);
});

test('what leads elsewhere is never quite lost', () => {
  expect(faintness(0)).toBe(1);
  expect(faintness(1)).toBeCloseTo(0.1);
});
