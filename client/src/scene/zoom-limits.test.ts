import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clampZoom, zoomLimits } from './zoom-limits.ts';

const side = fc.integer({ min: 200, max: 8000 });

describe('zoom limits', () => {
  it('keep every note between 14 px and 90 % of the shorter side, but on the map', () => {
    fc.assert(
      fc.property(side, side, fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (w, h, wanted) => {
        const limits = zoomLimits(w, h);
        expect(limits.notes * 200).toBeCloseTo(14, 9);
        expect(clampZoom(wanted, limits) * 240).toBeLessThanOrEqual(0.9 * Math.min(w, h) + 1e-9);
      }),
      { seed: 2 },
    );
  });

  it('show the whole world at the farthest, and the map of any world', () => {
    const extent = fc.integer({ min: 1, max: 4_000_000 });
    fc.assert(
      fc.property(side, side, extent, extent, (w, h, width, height) => {
        const { min, notes } = zoomLimits(w, h, { x: -7, y: 12, width, height });
        expect(min).toBeGreaterThan(0);
        expect(min).toBeLessThanOrEqual(notes / 2);
        expect(width * min).toBeLessThanOrEqual(w * 0.9);
        expect(height * min).toBeLessThanOrEqual(h * 0.9);
      }),
      { seed: 3 },
    );
  });

  it('stay in order on a screen of no size', () => {
    const { min, notes, max } = zoomLimits(0, 0, { x: 0, y: 0, width: 10, height: 10 });
    expect(min).toBe(notes / 2);
    expect(max).toBe(notes);
  });
});
