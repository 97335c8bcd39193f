import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BEHIND_MS, isSettled, placeAt, withSample, type Sample } from './smooth-motion.ts';

test('draws between the samples around a moment ago', () => {
  const samples = [0, 50, 100].reduce<readonly Sample[]>((all, at) => withSample(all, { at, x: at * 2, y: 0 }), []);
  expect(placeAt(samples, 75 + BEHIND_MS)).toEqual({ x: 150, y: 0 });
  expect(placeAt(samples, 500)).toEqual({ x: 200, y: 0 });
  expect(isSettled(samples, 100 + BEHIND_MS)).toBe(true);
  expect(isSettled(samples, 99 + BEHIND_MS)).toBe(false);
  expect(placeAt([], 0)).toBeNull();
});

test('never leaves the range of what was reported, and never jumps between two frames', () => {
  const step = fc.record({ wait: fc.integer({ min: 1, max: 120 }), x: fc.integer({ min: -500, max: 500 }) });
  fc.assert(
    fc.property(fc.array(step, { minLength: 2, maxLength: 8 }), (steps) => {
      let samples: readonly Sample[] = [];
      let at = 0;
      for (const { wait, x } of steps) samples = withSample(samples, { at: (at += wait), x, y: 0 });
      const xs = steps.map((one) => one.x);
      let before = placeAt(samples, 0)?.x ?? 0;
      const fastest = Math.max(
        ...samples.slice(1).map((one, i) => Math.abs(one.x - (samples[i]?.x ?? 0)) / (one.at - (samples[i]?.at ?? 0))),
      );
      for (let now = 0; now <= at + BEHIND_MS + 10; now++) {
        const x = placeAt(samples, now)?.x ?? 0;
        expect(x).toBeGreaterThanOrEqual(Math.min(...xs));
        expect(x).toBeLessThanOrEqual(Math.max(...xs));
        expect(Math.abs(x - before)).toBeLessThanOrEqual(fastest + 1e-6);
        before = x;
      }
      expect(before).toBe(xs.at(-1));
    }),
    { seed: 5, numRuns: 100 },
  );
});
