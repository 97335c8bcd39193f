import { PLOT_SIZE } from '@oto/schema/geometry/lattice';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { riverRoute } from './river-route.ts';

const at = fc.integer({ min: -300, max: 300 });
const ends = fc
  .tuple(at, at, at, at)
  .filter(([ax, ay, bx, by]) => ax !== bx || ay !== by)
  .map(
    ([ax, ay, bx, by]) =>
      [
        { x: ax * PLOT_SIZE, y: ay * PLOT_SIZE },
        { x: bx * PLOT_SIZE, y: by * PLOT_SIZE },
      ] as const,
  );

describe('the way of a river', () => {
  it('begins and ends at its ends, and bends on the way', () => {
    fc.assert(
      fc.property(ends, ([from, to]) => {
        const points = riverRoute(from, to);
        expect(points.length).toBeGreaterThanOrEqual(3);
        expect([points[0], points.at(-1)]).toEqual(expect.arrayContaining([from, to]));
        for (const point of points) expect(Number.isInteger(point.x) && Number.isInteger(point.y)).toBe(true);
        for (let i = 1; i < points.length; i++) expect(points[i]).not.toEqual(points[i - 1]);
      }),
      { seed: 41 },
    );
  });

  it('is the same in both directions', () => {
    fc.assert(
      fc.property(ends, ([from, to]) => {
        expect(riverRoute(to, from)).toEqual(riverRoute(from, to));
      }),
      { seed: 42 },
    );
  });

  it('never leads far away from its ends', () => {
    fc.assert(
      fc.property(ends, ([from, to]) => {
        const length = Math.hypot(to.x - from.x, to.y - from.y);
        for (const point of riverRoute(from, to)) {
          const detour = Math.hypot(point.x - from.x, point.y - from.y) + Math.hypot(to.x - point.x, to.y - point.y);
          expect(detour).toBeLessThan(length * 2.4 + 2 * PLOT_SIZE);
        }
      }),
      { seed: 43 },
    );
  });

  it('shares its bed with that of a neighbour which goes the same way', () => {
    const to = { x: 60 * PLOT_SIZE, y: 25 * PLOT_SIZE };
    const one = riverRoute({ x: 0, y: 0 }, to);
    const other = riverRoute({ x: PLOT_SIZE, y: 0 }, to);
    const shared = one.filter((point) => other.some(({ x, y }) => x === point.x && y === point.y));
    expect(shared.length).toBeGreaterThanOrEqual(Math.min(one.length, other.length) - 3);
  });
});
