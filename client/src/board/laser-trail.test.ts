import { expect, test } from 'vitest';
import { FADE_MS, LaserTrail } from './laser-trail.ts';

const at = (x: number) => ({ x, y: 0 });
const xs = (points: readonly { readonly x: number }[]): number[] => points.map(({ x }) => x);

test('one’s own line fades from its beginning; its head shines until the laser is off', () => {
  const trail = new LaserTrail();
  trail.add(at(1), 0);
  trail.add(at(2), 600);
  expect(trail.at(600)).toEqual([
    { x: 1, y: 0, fade: 0.5 },
    { x: 2, y: 0, fade: 1 },
  ]);
  expect(xs(trail.at(5000))).toEqual([2]);
  expect(trail.isStill(5000)).toBe(true);
  trail.end();
  expect(trail.at(5001)).toEqual([]);
});

test('what is told are the last points', () => {
  const trail = new LaserTrail();
  for (let n = 0; n < 40; n++) trail.add(at(n), n * 50);
  expect(xs(trail.told(39 * 50, 24))).toEqual(Array.from({ length: 24 }, (_, n) => 16 + n));
  trail.end();
  expect(trail.told(39 * 50, 24)).toEqual([]);
});

test('of another’s line only what is new is added, spread over the time since', () => {
  const trail = new LaserTrail();
  trail.hear([at(1), at(2)], 0);
  trail.hear([at(2), at(3), at(4)], 100);
  expect(xs(trail.at(100))).toEqual([1, 2, 3, 4]);
  const [, , third, fourth] = trail.at(100);
  expect(third?.fade).toBeCloseTo(1 - 50 / FADE_MS);
  expect(fourth?.fade).toBe(1);
  // The same words again, as a renewal brings them.
  trail.hear([at(2), at(3), at(4)], 200);
  expect(xs(trail.at(200))).toEqual([1, 2, 3, 4]);
  trail.hear([], 300);
  expect(trail.at(300 + FADE_MS)).toEqual([]);
});

test('a line that has nothing of the one before is a new one', () => {
  const trail = new LaserTrail();
  trail.hear([at(1)], 0);
  trail.hear([at(8), at(9)], FADE_MS * 2);
  expect(xs(trail.at(FADE_MS * 2))).toEqual([8, 9]);
});
