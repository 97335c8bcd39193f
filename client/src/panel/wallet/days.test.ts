import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, countDays, dayAt } from './days.ts';

test('a day is the one of the zone', () => {
  const at = Date.parse('2026-03-31T22:30:00Z');
  expect(dayAt(at, 'UTC')).toBe('2026-03-31');
  expect(dayAt(at, 'Europe/Paris')).toBe('2026-04-01');
  expect(dayAt(at, 'America/Los_Angeles')).toBe('2026-03-31');
  expect(dayAt(at, 'Pacific/Kiritimati')).toBe('2026-04-01');
});

test('days are counted as they are added, over leap days and changes of the clock', () => {
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 800 }), (begin, length) => {
      const from = addDays('2000-01-01', begin);
      const to = addDays(from, length);
      expect(countDays(from, to)).toBe(length + 1);
      expect(addDays(to, -length)).toBe(from);
    }),
    { seed: 6 },
  );
});
