import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cordX, cordY } from '../cord-curve.ts';
import { pointAlong, wayLength, type Leg } from './along.ts';

const place = fc.integer({ min: -2000, max: 2000 });
const cord = fc.record({
  x0: place,
  y0: place,
  x1: place,
  y1: place,
  hangX: fc.integer({ min: -70, max: 70 }),
  hangY: fc.nat(190),
  seed: fc.constant(0),
});
/** Strings tied end to end: each begins at the pin where the one before ends. */
const way: fc.Arbitrary<Leg[]> = fc.array(fc.record({ cord, backwards: fc.boolean() }), { minLength: 1, maxLength: 5 }).map((legs) => {
  let [x, y] = [0, 0];
  return legs.map(({ cord: { x1, y1, ...rest }, backwards }) => {
    const [fromX, fromY] = [x, y];
    [x, y] = [x1, y1];
    const ends = backwards ? { x0: x1, y0: y1, x1: fromX, y1: fromY } : { x0: fromX, y0: fromY, x1, y1 };
    return { cord: { ...rest, ...ends }, backwards };
  });
});
const SEEDED = { seed: 11, numRuns: 300 };
const at = (legs: readonly Leg[], distance: number) => ({ ...pointAlong(legs, distance, { x: 0, y: 0 }) });

test('a way begins at its first pin, ends at its last, and never leaps', () => {
  fc.assert(
    fc.property(way, (legs) => {
      const length = wayLength(legs);
      const last = legs.at(-1);
      const end = last?.backwards ? { x: last.cord.x0, y: last.cord.y0 } : { x: last?.cord.x1, y: last?.cord.y1 };
      expect(at(legs, 0)).toEqual({ x: expect.closeTo(0, 6), y: expect.closeTo(0, 6) });
      expect(at(legs, length * 2)).toEqual({ x: expect.closeTo(end.x ?? 0, 6), y: expect.closeTo(end.y ?? 0, 6) });
      const step = length / 400;
      for (let i = 1; i <= 400; i++) {
        const [a, b] = [at(legs, step * (i - 1)), at(legs, step * i)];
        // A string is measured by eight chords and bends by at most 3.6 units: near its middle a step is a little longer.
        expect(Math.hypot(b.x - a.x, b.y - a.y)).toBeLessThan(step * 6 + 8);
      }
    }),
    SEEDED,
  );
});

test('every point of the way lies on a string, as it hangs', () => {
  const legs: Leg[] = [{ cord: { x0: 0, y0: 0, x1: 300, y1: 40, hangX: 0, hangY: 60, seed: 0.4 }, backwards: true }];
  const [leg] = legs;
  if (!leg) throw new Error('no leg');
  for (let i = 0; i <= 10; i++) {
    const point = at(legs, (wayLength(legs) * i) / 10);
    const t = 1 - i / 10;
    expect(Math.hypot(point.x - cordX(leg.cord, t), point.y - cordY(leg.cord, t))).toBeLessThanOrEqual(300 * 0.0022 * Math.SQRT2 * 2);
  }
});
