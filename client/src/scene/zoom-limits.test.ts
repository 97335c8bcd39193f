import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clampZoom, zoomLimits } from './zoom-limits.ts';

describe('zoom limits', () => {
  it('keep every note between 14 px and 90 % of the shorter side', () => {
    const side = fc.integer({ min: 200, max: 8000 });
    fc.assert(
      fc.property(side, side, fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (w, h, wanted) => {
        const zoom = clampZoom(wanted, zoomLimits(w, h));
        expect(zoom * 200).toBeGreaterThanOrEqual(14 - 1e-9);
        expect(zoom * 240).toBeLessThanOrEqual(0.9 * Math.min(w, h) + 1e-9);
      }),
      { seed: 2 },
    );
  });

  it('stay in order on a screen of no size', () => {
    const { min, max } = zoomLimits(0, 0);
    expect(max).toBe(min);
  });
});
