import { KINDS } from '@oto/schema/board/kind';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { barsOver, earnedBySource, stacked, total, usedByKind } from './consumption.ts';
import { addDays, countDays } from './days.ts';

const TO = '2026-11-23';
const period = fc.integer({ min: 1, max: 400 }).map((days) => ({ from: addDays(TO, 1 - days), to: TO }));

test('a bar is a day, or a week when there are many', () => {
  expect(barsOver('2026-11-21', TO)).toEqual({ starts: ['2026-11-21', '2026-11-22', TO], days: 1 });
  const year = barsOver(addDays(TO, -364), TO);
  expect(year.days).toBe(7);
  expect(year.starts).toHaveLength(53);
  expect(year.starts.at(-1)).toBe('2026-11-17');
});

test('bars hold every day of the period once, and their sum is the sum of the days', () => {
  const use = fc.record({ back: fc.nat(399), kind: fc.constantFrom(...KINDS), creations: fc.nat(9), tokens: fc.nat(500) });
  fc.assert(
    fc.property(period, fc.array(use, { maxLength: 60 }), ({ from, to }, uses) => {
      const bars = barsOver(from, to);
      expect(bars.starts.length * bars.days).toBeGreaterThanOrEqual(countDays(from, to));
      const days = uses.map(({ back, ...rest }) => ({ ...rest, day: addDays(to, -back) })).filter(({ day }) => day >= from);
      const series = usedByKind(bars, days);
      const sum = total(days.map((day) => day.tokens));
      expect(total(series.flatMap(({ amounts }) => amounts))).toBe(sum);
      expect(total(stacked(series).at(-1) ?? [])).toBe(sum);
    }),
    { seed: 6, numRuns: 60 },
  );
});

test('what was not earned is no series', () => {
  const bars = barsOver('2026-11-22', TO);
  expect(earnedBySource(bars, [{ day: TO, fees: 4, royalties: 0 }])).toEqual([{ name: 'fees', amounts: [0, 4] }]);
  expect(earnedBySource(bars, [])).toEqual([]);
});

test('what is stacked stands on what is below', () => {
  const series = [
    { name: 'a', amounts: [1, 2] },
    { name: 'b', amounts: [10, 0] },
  ];
  expect(stacked(series)).toEqual([
    [1, 2],
    [11, 2],
  ]);
});
