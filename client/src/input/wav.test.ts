import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mixDown, peaksOf, wavOf } from './wav.ts';

const samples = fc.array(fc.double({ min: -1.5, max: 1.5, noNaN: true }), { maxLength: 300 }).map((list) => Float32Array.from(list));

test('a WAV says its own size, and each sample comes back within one step of 16 bits', () => {
  fc.assert(
    fc.property(samples, fc.constantFrom(8000, 16_000, 24_000), (given, rate) => {
      const view = new DataView(wavOf(given, rate).buffer);
      expect(view.getUint32(4, true) + 8).toBe(view.byteLength);
      expect(view.getUint32(24, true)).toBe(rate);
      expect(view.getUint32(40, true)).toBe(given.length * 2);
      given.forEach((sample, index) => {
        const back = view.getInt16(44 + index * 2, true) / 32_768;
        expect(Math.abs(back - Math.max(-1, Math.min(1, sample)))).toBeLessThan(1 / 16_000);
      });
    }),
    { seed: 11, numRuns: 100 },
  );
});

test('channels are mixed to their mean', () => {
  expect([...mixDown([Float32Array.of(1, 0.5), Float32Array.of(0, -0.5)])]).toEqual([0.5, 0]);
  expect(mixDown([])).toHaveLength(0);
});

test('peaks are as many as asked, within 0 and 1, and the loudest sample is among them', () => {
  fc.assert(
    fc.property(
      samples.filter((list) => list.length > 0),
      fc.integer({ min: 1, max: 80 }),
      (given, count) => {
        const peaks = peaksOf(given, count);
        expect(peaks).toHaveLength(count);
        expect(Math.max(...peaks)).toBeCloseTo(Math.min(1, Math.max(...given.map(Math.abs))), 6);
      },
    ),
    { seed: 12, numRuns: 100 },
  );
});
