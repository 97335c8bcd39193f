import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resample } from './peaks.ts';

test('as many bars as asked, the loudest never lost, none above what was there', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 200 }),
      fc.integer({ min: 1, max: 100 }),
      (peaks, count) => {
        const bars = resample(peaks, count);
        expect(bars).toHaveLength(count);
        expect(Math.max(...bars)).toBe(Math.max(...peaks));
      },
    ),
    { seed: 3 },
  );
});

test('no peaks are silence', () => {
  expect(resample([], 3)).toEqual([0, 0, 0]);
});
