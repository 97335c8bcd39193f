import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Direction } from './board-controller.ts';
import { nearestStop, stopTowards, type Stop } from './steps.ts';

const DIRECTIONS: readonly Direction[] = ['left', 'right', 'up', 'down'];
const BACK: Readonly<Record<Direction, Direction>> = { left: 'right', right: 'left', up: 'down', down: 'up' };

/** Notes in rows, each off its place by less than a tenth of a pitch. */
const grid = fc
  .record({ columns: fc.integer({ min: 1, max: 7 }), rows: fc.integer({ min: 1, max: 7 }), pitch: fc.constantFrom(210, 300, 480) })
  .chain(({ columns, rows, pitch }) =>
    fc
      .array(fc.tuple(fc.double({ min: -0.1, max: 0.1, noNaN: true }), fc.double({ min: -0.1, max: 0.1, noNaN: true })), {
        minLength: columns * rows,
        maxLength: columns * rows,
      })
      .map((offs) =>
        offs.map(([dx, dy], i): Stop => ({ id: `n${i}`, x: ((i % columns) + dx) * pitch, y: (Math.floor(i / columns) + dy) * pitch })),
      ),
  );

describe('steps from note to note', () => {
  test('every note of a grid can be reached from every other', () => {
    fc.assert(
      fc.property(grid, (stops) => {
        const first = stops[0] as Stop;
        const reached = new Set<Stop>([first]);
        for (const stop of reached) for (const to of DIRECTIONS) reached.add(stopTowards(stop, stops, to) ?? stop);
        expect(reached.size).toBe(stops.length);
      }),
      { seed: 81, numRuns: 200 },
    );
  });

  test('on a grid, one step and the step back come back', () => {
    fc.assert(
      fc.property(grid, fc.constantFrom(...DIRECTIONS), fc.nat(), (stops, to, n) => {
        const from = stops[n % stops.length] as Stop;
        const next = stopTowards(from, stops, to);
        if (!next) return;
        expect(stopTowards(next, stops, BACK[to])).toBe(from);
      }),
      { seed: 82, numRuns: 400 },
    );
  });

  test('a step goes into its quarter, to nothing nearer than what it passes over', () => {
    const stop = fc.record({ x: fc.integer({ min: -900, max: 900 }), y: fc.integer({ min: -900, max: 900 }) });
    fc.assert(
      fc.property(fc.array(stop, { maxLength: 30 }), fc.constantFrom(...DIRECTIONS), (points, to) => {
        const stops = points.map((point, i) => ({ ...point, id: `n${i}` }));
        const here = { x: 0, y: 0 };
        const isThatWay = ({ x, y }: Stop): boolean =>
          to === 'left'
            ? -x > 0 && Math.abs(y) <= -x
            : to === 'right'
              ? x > 0 && Math.abs(y) <= x
              : to === 'up'
                ? -y > 0 && Math.abs(x) <= -y
                : y > 0 && Math.abs(x) <= y;
        const next = stopTowards(here, stops, to);
        const thatWay = stops.filter(isThatWay);
        expect(next === null).toBe(thatWay.length === 0);
        if (!next) return;
        expect(isThatWay(next)).toBe(true);
        expect(Math.hypot(next.x, next.y)).toBe(Math.min(...thatWay.map(({ x, y }) => Math.hypot(x, y))));
      }),
      { seed: 83, numRuns: 400 },
    );
  });

  test('of the nearest and of none', () => {
    expect(nearestStop({ x: 0, y: 0 }, [])).toBeNull();
    const stops = [
      { id: 'far', x: 9, y: 9 },
      { id: 'near', x: 1, y: -2 },
    ];
    expect(nearestStop({ x: 0, y: 0 }, stops)?.id).toBe('near');
  });
});
