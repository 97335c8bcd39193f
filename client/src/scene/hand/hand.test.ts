import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WorldPoint } from '../types.ts';
import { distance, grip } from './grip.ts';
import { Hand } from './hand.ts';
import { slide, thrown } from './throw.ts';

/** What a spot of the screen becomes when the paper follows. */
function carried(point: WorldPoint, { factor, about, dx, dy }: ReturnType<typeof grip>): WorldPoint {
  return { x: about.x + (point.x - about.x) * factor + dx, y: about.y + (point.y - about.y) * factor + dy };
}

const point = fc.record({ x: fc.integer({ min: 0, max: 400 }), y: fc.integer({ min: 0, max: 800 }) });

describe('grip', () => {
  test('one finger carries what is under it', () => {
    fc.assert(
      fc.property(point, point, (from, to) => {
        expect(carried(from, grip([from], [to]))).toEqual(to);
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  test('two fingers that spread or close without turning keep what is under them', () => {
    fc.assert(
      fc.property(
        point,
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        fc.integer({ min: 60, max: 200 }),
        fc.double({ min: 0, max: 6.3, noNaN: true }),
        point,
        (middle, factor, reach, angle, shift) => {
          const spread = (by: number, at: WorldPoint): readonly WorldPoint[] => [
            { x: at.x + Math.cos(angle) * by, y: at.y + Math.sin(angle) * by },
            { x: at.x - Math.cos(angle) * by, y: at.y - Math.sin(angle) * by },
          ];
          const before = spread(reach, middle);
          const after = spread(reach * factor, shift);
          const move = grip(before, after);
          expect(move.factor).toBeCloseTo(factor, 6);
          for (const [n, finger] of before.entries()) expect(distance(carried(finger, move), after[n]!)).toBeLessThan(1e-6);
        },
      ),
      { seed: 5, numRuns: 300 },
    );
  });

  test('fingers on one spot do not make the paper jump', () => {
    const move = grip(
      [
        { x: 10, y: 10 },
        { x: 10, y: 10 },
      ],
      [
        { x: 10, y: 10 },
        { x: 14, y: 10 },
      ],
    );
    expect(move.factor).toBe(1);
  });
});

describe('a hand', () => {
  const at = (x: number, y = 0): WorldPoint => ({ x, y });

  test('moves nothing inside its slop, and from there on all the way it went', () => {
    const hand = new Hand();
    hand.down(1, at(0), true);
    expect(hand.move(1, at(8), 10)).toBeNull();
    expect(hand.move(1, at(12), 20)).toMatchObject({ factor: 1, dx: 12, dy: 0 });
    expect(hand.move(1, at(20), 30)).toMatchObject({ dx: 8 });
  });

  test('a mouse trembles less', () => {
    const hand = new Hand();
    hand.down(1, at(0), false);
    expect(hand.move(1, at(6), 10)).toMatchObject({ dx: 6 });
  });

  test('the finger that stays after a pinch carries on without a jump', () => {
    const hand = new Hand();
    hand.down(1, at(100), true);
    hand.down(2, at(200), true);
    expect(hand.move(2, at(300), 10)).toMatchObject({ factor: 2 });
    expect(hand.up(1, 20)).toBeNull();
    expect(hand.move(2, at(303), 30)).toMatchObject({ factor: 1, dx: 3 });
  });

  test('while it is off it moves nothing, and takes up where the pointers are', () => {
    const hand = new Hand();
    hand.down(1, at(0), true);
    hand.turn(false);
    expect(hand.move(1, at(80), 10)).toBeNull();
    hand.turn(true);
    hand.down(2, at(180), true);
    expect(hand.move(2, at(280), 20)).toMatchObject({ factor: 2, dx: 50 });
  });

  test('a pointer that was never put down, or was cancelled, moves nothing', () => {
    const hand = new Hand();
    expect(hand.move(7, at(50), 0)).toBeNull();
    hand.down(1, at(0), true);
    hand.cancel(1);
    expect(hand.holds).toBe(false);
    expect(hand.move(1, at(90), 5)).toBeNull();
  });

  test('throws at the speed of its last stretch, and not after a rest', () => {
    const swing = (upAt: number): WorldPoint | null => {
      const hand = new Hand();
      hand.down(1, at(0), true);
      for (let n = 1; n <= 10; n++) hand.move(1, at(n * 16), n * 16);
      return hand.up(1, upAt);
    };
    expect(swing(161)?.x).toBeCloseTo(1, 0);
    expect(swing(300)).toBeNull();
  });

  test('whatever the pointers do, it ends with empty hands when all are gone', () => {
    const id = fc.integer({ min: 1, max: 3 });
    const event = fc.oneof(
      fc.record({ type: fc.constant('down' as const), id, at: point }),
      fc.record({ type: fc.constant('move' as const), id, at: point }),
      fc.record({ type: fc.constant('up' as const), id }),
      fc.record({ type: fc.constant('turn' as const), on: fc.boolean() }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const hand = new Hand();
        let time = 0;
        const told: number[] = [];
        for (const one of events) {
          time += 8;
          if (one.type === 'down') hand.down(one.id, one.at, true);
          else if (one.type === 'up') hand.up(one.id, time);
          else if (one.type === 'turn') hand.turn(one.on);
          else {
            const { factor, dx, dy } = hand.move(one.id, one.at, time) ?? { factor: 1, dx: 0, dy: 0 };
            told.push(factor, dx, dy);
          }
        }
        for (const each of [1, 2, 3]) hand.cancel(each);
        expect(told.every(Number.isFinite)).toBe(true);
        expect(hand.holds).toBe(false);
      }),
      { seed: 9, numRuns: 300 },
    );
  });
});

describe('a throw', () => {
  test('slides as far whatever the frame rate, and comes to rest', () => {
    const reach = (ms: number): number => {
      let speed: WorldPoint | null = { x: 2, y: 0 };
      let way = 0;
      for (let frames = 0; speed !== null; frames++) {
        expect(frames).toBeLessThan(2000);
        const step = slide(speed, ms);
        way += step.dx;
        speed = step.speed;
      }
      return way;
    };
    expect(reach(8)).toBeCloseTo(reach(16), -1);
    expect(reach(16)).toBeGreaterThan(300);
  });

  test('needs a hand that moved just before', () => {
    expect(thrown([], 0)).toBeNull();
    expect(thrown([{ time: 0, dx: 5, dy: 0 }], 500)).toBeNull();
  });
});
