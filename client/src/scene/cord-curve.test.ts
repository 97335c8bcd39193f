import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cordX, cordY, MOST_SAG, nearestOnCord, restingSag } from './cord-curve.ts';

const at = fc.integer({ min: -1500, max: 1500 });
const shape = fc.record({
  x0: at,
  y0: at,
  x1: at,
  y1: at,
  hangX: fc.integer({ min: -60, max: 60 }),
  hangY: fc.integer({ min: -60, max: 190 }),
});

describe('the curve of a cord', () => {
  it('starts and ends at its ends and hangs in the middle', () => {
    fc.assert(
      fc.property(shape, (s) => {
        expect([cordX(s, 0), cordY(s, 0)]).toEqual([s.x0, s.y0]);
        expect(cordX(s, 1)).toBeCloseTo(s.x1);
        expect(cordY(s, 0.5)).toBeCloseTo((s.y0 + s.y1) / 2 + s.hangY);
      }),
      { seed: 3 },
    );
  });

  it('finds a point that lies on the cord', () => {
    fc.assert(
      fc.property(shape, fc.double({ min: 0, max: 1, noNaN: true }), (s, t) => {
        expect(nearestOnCord(s, cordX(s, t), cordY(s, t)).distance).toBeLessThan(1.2);
      }),
      { seed: 4 },
    );
  });

  it('agrees with a fine search about the distance', () => {
    fc.assert(
      fc.property(shape, at, at, (s, x, y) => {
        let best = Infinity;
        for (let i = 0; i <= 2000; i++) best = Math.min(best, Math.hypot(x - cordX(s, i / 2000), y - cordY(s, i / 2000)));
        expect(Math.abs(nearestOnCord(s, x, y).distance - best)).toBeLessThan(2);
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  it('sags by its length, never more than the cap', () => {
    expect(restingSag(0, 0.5)).toBe(14);
    expect(restingSag(400, 0)).toBeCloseTo(54);
    expect(restingSag(1e6, 0.9)).toBe(MOST_SAG);
  });
});
