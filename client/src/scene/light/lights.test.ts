import { expect, test } from 'vitest';
import type { FloatingOrigin } from '../floating-origin.ts';
import { LIGHT } from '../shader/light.ts';
import type { CordState, NoteState } from '../state.ts';
import type { LightWay } from '../types.ts';
import { Lights, type LightDrawing } from './lights.ts';

type Put = { readonly what: number; readonly x: number; readonly y: number };

/** Notes `a`, `b`, `c` at x = 0, 400, 800, with a taut string from each to the next. */
function stage() {
  const drawn: Put[] = [];
  let isShown = false;
  const sheet: LightDrawing = {
    begin: () => void (drawn.length = 0),
    put: (what, x, y) => void drawn.push({ what, x, y }),
    end: () => void (isShown = drawn.length > 0),
  };
  const note = (x: number): Partial<NoteState> => ({ x, y: 0, size: 200, rot: 0 });
  const cord = (x0: number): Partial<CordState> => ({
    x0,
    y0: 0,
    x1: x0 + 400,
    y1: 0,
    hangX: 0,
    hangY: 0,
    seed: 0,
    run: { page: 0, start: 0, length: 1 },
  });
  const notes = new Map([
    ['a', note(0)],
    ['b', note(400)],
    ['c', note(800)],
  ]);
  const cords = new Map([
    ['ab', cord(0)],
    ['bc', cord(400)],
  ]);
  const world = {
    cord: (id: string) => cords.get(id) as CordState | undefined,
    note: (id: string) => notes.get(id) as NoteState | undefined,
  };
  const lights = new Lights(world, sheet);
  const view = { x: -200, y: -300, width: 1400, height: 600 };
  const step = (ms: number, at = view) => lights.step(ms, { view: at, zoom: 1, middle: { x: 0, y: 0 } }, {} as FloatingOrigin);
  const what = (kind: number) => drawn.filter((one) => one.what === kind);
  return { lights, step, cords, bead: () => what(LIGHT.bead)[0], glows: () => what(LIGHT.glow).map(({ x }) => x), isShown: () => isShown };
}
const toB: LightWay = { cords: [{ id: 'ab', to: 'to' }], glows: 'b' };
const toA: LightWay = {
  cords: [
    { id: 'bc', to: 'from' },
    { id: 'ab', to: 'from' },
  ],
  glows: 'a',
};

test('one way after the other, string by string, and the note glows where it ends', () => {
  const { lights, step, bead, glows, isShown } = stage();
  lights.run([toB, toA]);
  let last = -1;
  for (step(16); glows().length === 0; step(16)) {
    expect(bead()?.x).toBeGreaterThanOrEqual(last);
    last = bead()?.x ?? Infinity;
  }
  expect(glows()).toEqual([400]);
  expect(bead()?.x).toBeCloseTo(800, 0);
  while (!glows().includes(0)) step(16);
  expect(lights.begun).toBe(2);
  let frames = 0;
  while (step(16)) expect(frames++).toBeLessThan(200);
  expect(isShown()).toBe(false);
  expect(step(16)).toBe(false);
});

test('with reduced motion notes only glow', () => {
  const { lights, step, bead, glows } = stage();
  lights.reducedMotion = true;
  lights.run([toB, toA]);
  while (step(16)) expect(bead()).toBeUndefined();
  lights.run([toB, toA]);
  step(16);
  expect(glows().toSorted((a, b) => a - b)).toEqual([0, 400]);
});

test('what is out of sight, and what has no string, is passed over; a string that goes takes its bead along', () => {
  const { lights, step, cords, bead } = stage();
  lights.run([toB]);
  expect(step(16, { x: 5000, y: 0, width: 100, height: 100 })).toBe(false);
  lights.run([{ cords: [{ id: 'none', to: 'to' }], glows: 'b' }]);
  expect(step(16)).toBe(false);
  expect(lights.begun).toBe(0);
  lights.run([toB]);
  step(16);
  expect(bead()).toBeDefined();
  cords.delete('ab');
  expect(step(16)).toBe(false);
});

test('lights at once are few', () => {
  const { lights, step } = stage();
  for (let i = 0; i < 50; i++) lights.run([toB]);
  step(16);
  expect(lights.begun).toBe(6);
});
