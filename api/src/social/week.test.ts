import fc from 'fast-check';
import { expect, test } from 'vitest';
import { weekEnd, weekOf } from './week.ts';

test('a week begins on Monday at midnight in Paris, in winter and in summer', () => {
  expect(weekOf(new Date('2026-01-04T22:59:59Z'))).toBe('2025-12-29');
  expect(weekOf(new Date('2026-01-04T23:00:00Z'))).toBe('2026-01-05');
  expect(weekOf(new Date('2026-07-05T21:59:59Z'))).toBe('2026-06-29');
  expect(weekOf(new Date('2026-07-05T22:00:00Z'))).toBe('2026-07-06');
});

test('a week in which the clocks change is an hour shorter or longer', () => {
  expect(weekEnd('2026-03-23').toISOString()).toBe('2026-03-29T22:00:00.000Z');
  expect(weekEnd('2026-10-19').toISOString()).toBe('2026-10-25T23:00:00.000Z');
});

test('every moment lies in its week, and the moment at which that ends in the next', () => {
  const year = { min: new Date('2020-01-01T00:00:00Z'), max: new Date('2040-01-01T00:00:00Z'), noInvalidDate: true };
  fc.assert(
    fc.property(fc.date(year), (at) => {
      const week = weekOf(at);
      const end = weekEnd(week);
      expect(at.getTime()).toBeLessThan(end.getTime());
      expect(weekOf(new Date(end.getTime() - 1))).toBe(week);
      expect(Date.parse(weekOf(end)) - Date.parse(week)).toBe(7 * 86_400_000);
    }),
    { seed: 7 },
  );
});
