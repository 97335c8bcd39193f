import { expect, test } from 'vitest';
import { dueLevel, SCALES, SHEET_SCALES } from './wall-level.ts';

const all = SCALES.length;
const seen = { level: 2, stale: false, inView: true };

test('a frame in view is drawn as fine as the view needs; one step too fine is kept', () => {
  expect(dueLevel({ ...seen, level: -1 }, 0.5, all, true)).toBe(2);
  expect(dueLevel(seen, 0.5, all, false)).toBeNull();
  expect(dueLevel(seen, 0.25, all, false)).toBeNull();
  expect(dueLevel(seen, 0.1, all, false)).toBe(0);
  expect(dueLevel(seen, 1, all, false)).toBe(3);
  expect(dueLevel(seen, 9, all, false)).toBe(4);
  expect(dueLevel({ ...seen, level: 1 }, 9, SHEET_SCALES, false)).toBeNull();
});

test('while the view moves nothing is drawn again, not even what is stale', () => {
  expect(dueLevel(seen, 9, all, true)).toBeNull();
  expect(dueLevel({ ...seen, stale: true }, 0.5, all, true)).toBeNull();
  expect(dueLevel({ ...seen, stale: true }, 0.5, all, false)).toBe(2);
});

test('what has left the view gives its fine drawing back, once', () => {
  const left = { level: 4, stale: false, inView: false };
  const level = dueLevel(left, 4, all, false);
  expect(level).toBe(1);
  expect(dueLevel({ ...left, level: level ?? -1 }, 4, all, false)).toBeNull();
  expect(dueLevel({ ...left, level: 0 }, 4, all, false)).toBeNull();
  expect(dueLevel({ ...left, level: -1 }, 4, all, false)).toBe(1);
});
