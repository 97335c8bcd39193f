import { expect, test } from 'vitest';
import { newId } from '@oto/schema/base/id';
import type { LaserView } from '../scene/types.ts';
import { FADE_MS } from './laser-trail.ts';
import { Lasers } from './lasers.ts';

function setUp() {
  let now = 0;
  let told: readonly { readonly x: number; readonly y: number }[] = [];
  let shown: readonly LaserView[] = [];
  const frames: (() => void)[] = [];
  const lasers: Lasers = new Lasers({
    draw: (views) => void (shown = views),
    publish: () => void (told = lasers.told),
    requestFrame: (callback) => void frames.push(callback),
    now: () => now,
  });
  return {
    lasers,
    told: () => told,
    shown: () => shown,
    waiting: () => frames.length,
    pass(ms: number) {
      now += ms;
      for (const frame of frames.splice(0)) frame();
    },
  };
}

test('a laser held still rests: one point is drawn and told, and no frame is asked for', () => {
  const { lasers, pass, told, shown, waiting } = setUp();
  for (let x = 0; x < 5; x++) {
    lasers.point({ x, y: 0 });
    pass(60);
  }
  expect(told()).toHaveLength(5);
  pass(FADE_MS);
  expect([told(), shown()[0]?.points.length, waiting()]).toMatchObject([[{ x: 4, y: 0 }], 1, 0]);
  lasers.point(null);
  expect(told()).toEqual([]);
  pass(FADE_MS);
  expect([shown(), waiting()]).toEqual([[], 0]);
});

test('the laser of somebody who is not told of any more fades and is forgotten', () => {
  const { lasers, pass, shown, waiting } = setUp();
  lasers.hear([{ id: newId(), points: [{ x: 1, y: 1 }] }]);
  pass(16);
  expect(shown()).toHaveLength(1);
  lasers.hear([]);
  pass(FADE_MS);
  expect([shown(), waiting()]).toEqual([[], 0]);
});
