import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { landmarkSide } from './landmark-size.ts';
import { FAR_ZOOM, farGain, leastCords, RIVER_MOST, RIVER_SEEN_PX, riverPx, riverWidth } from './river-width.ts';

const cords = fc.integer({ min: 1, max: 100_000 });
const zoom = fc.double({ min: 1e-4, max: 0.0699, noNaN: true });

describe('the width of rivers', () => {
  it('grows with the cords, up to a bound', () => {
    fc.assert(
      fc.property(cords, cords, (a, b) => {
        expect(riverWidth(Math.max(a, b))).toBeGreaterThanOrEqual(riverWidth(Math.min(a, b)));
        expect(riverWidth(a)).toBeLessThanOrEqual(RIVER_MOST);
      }),
      { seed: 71 },
    );
    expect(riverWidth(400)).toBeCloseTo(riverWidth(100) * 2);
  });

  it('leaves out just the rivers that would be too thin to see', () => {
    fc.assert(
      fc.property(cords, zoom, (count, at) => {
        fc.pre(riverWidth(count) < RIVER_MOST);
        const px = riverPx(count, at);
        fc.pre(Math.abs(px - RIVER_SEEN_PX) > 1e-6);
        expect(count >= leastCords(at)).toBe(px >= RIVER_SEEN_PX);
      }),
      { seed: 72 },
    );
  });

  it('on screen never grows while one goes away', () => {
    fc.assert(
      fc.property(cords, zoom, zoom, (count, a, b) => {
        expect(riverPx(count, Math.min(a, b))).toBeLessThanOrEqual(riverPx(count, Math.max(a, b)) + 1e-9);
      }),
      { seed: 73 },
    );
    expect(farGain(FAR_ZOOM)).toBe(1);
    expect(farGain(FAR_ZOOM * 2)).toBe(1);
  });

  it('as the size of landmarks, grows with the logarithm of the descendants', () => {
    const step = landmarkSide(127) - landmarkSide(63);
    expect(landmarkSide(255) - landmarkSide(127)).toBeCloseTo(step);
    expect(landmarkSide(0)).toBe(240);
  });
});
