import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resamplePeaks } from './wave-texture.ts';

describe('resamplePeaks', () => {
  it('keeps the loudest peak and stays in range, whatever the count', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 2, noNaN: true }), { minLength: 1, maxLength: 300 }), (peaks) => {
        const out = new Uint8Array(40);
        resamplePeaks(peaks, out, 4);
        const loudest = Math.floor(Math.max(0, Math.min(1, Math.max(...peaks))) * 255);
        expect(Math.max(...out.subarray(4, 36))).toBe(loudest);
        expect(out[3]).toBe(0);
        expect(out[36]).toBe(0);
      }),
      { seed: 9 },
    );
  });
});
