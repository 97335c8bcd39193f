import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comeToRest, frameOfMovement, LATE_MS, qualityOf, RESOLUTION_STEPS, type QualityState } from './governor.ts';

type Happening = { readonly wait: number } | 'rest';

const wait = fc.double({ min: 0, max: 120, noNaN: true });
const happenings = fc.array(
  fc.oneof({ weight: 12, arbitrary: fc.record({ wait }) }, { weight: 1, arbitrary: fc.constant('rest' as const) }),
  {
    maxLength: 600,
  },
);

function play(start: QualityState, all: readonly Happening[]): QualityState[] {
  const states = [start];
  for (const one of all) {
    const last = states.at(-1) ?? start;
    states.push(one === 'rest' ? comeToRest(last) : frameOfMovement(last, one.wait));
  }
  return states;
}

/** The steps of each movement. */
function movements(states: readonly QualityState[]): number[][] {
  const all: number[][] = [];
  for (const [i, state] of states.entries()) {
    if (!state.moving) continue;
    if (states[i - 1]?.moving !== true) all.push([]);
    all.at(-1)?.push(state.step);
  }
  return all;
}

/** A GPU that needs `ms` for a frame of the full resolution and `plainMs` for one with plain shaders. */
function drive(state: QualityState, frames: number, ms: number, plainMs: number): QualityState {
  let now = state;
  for (let i = 0; i < frames; i++) {
    const share = RESOLUTION_STEPS[now.step] ?? 1;
    now = frameOfMovement(now, Math.max(16.7, (now.paper === 'plain' ? plainMs : ms) * share * share));
  }
  return now;
}

describe('the governor of quality', () => {
  test('rest is always sharp, and resting again changes nothing', () => {
    fc.assert(
      fc.property(happenings, (all) => {
        const rested = comeToRest(play(qualityOf('auto'), all).at(-1) ?? qualityOf('auto'));
        expect(rested.step).toBe(0);
        expect(comeToRest(rested)).toEqual(rested);
      }),
      { seed: 4 },
    );
  });

  test('within a movement the resolution falls, and comes back at most once, for good', () => {
    fc.assert(
      fc.property(happenings, (all) => {
        for (const steps of movements(play(qualityOf('auto'), all))) {
          const back = steps.findIndex((step, i) => step < (steps[i - 1] ?? 0));
          expect(back < 0 ? [] : steps.slice(back).filter((step) => step !== 0)).toEqual([]);
        }
      }),
      { seed: 5 },
    );
  });

  test('the paper changes at rest alone, and once', () => {
    fc.assert(
      fc.property(happenings, (all) => {
        const states = play(qualityOf('auto'), all);
        const changes = states.filter((state, i) => state.paper !== (states[i - 1] ?? state).paper);
        expect(changes.length).toBeLessThanOrEqual(1);
        expect(changes.filter((state) => state.paper === 'full' || state.moving)).toEqual([]);
      }),
      { seed: 6 },
    );
  });

  test('what is pinned never changes', () => {
    fc.assert(
      fc.property(fc.constantFrom('full', 'plain'), happenings, (pin, all) => {
        const start = qualityOf(pin);
        for (const state of play(start, all)) expect([state.paper, state.step]).toEqual([pin, 0]);
      }),
      { seed: 7 },
    );
  });

  test('a GPU in time stays sharp and full, hitches of two frames included', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: LATE_MS, noNaN: true }), { minLength: 3, maxLength: 300 }), (waits) => {
        const all: Happening[] = waits.flatMap((ms, i) => (i % 40 === 39 ? [{ wait: 90 }, { wait: 60 }, { wait: ms }] : [{ wait: ms }]));
        for (const state of play(qualityOf('auto'), all)) expect([state.paper, state.step]).toEqual(['full', 0]);
      }),
      { seed: 8 },
    );
  });

  test('a weak GPU moves at a lower resolution at once, and turns to plain shaders after a few movements', () => {
    let state = drive(qualityOf('auto'), 8, 40, 15);
    expect(state.step).toBe(1);
    state = drive(state, 8, 40, 15);
    expect(RESOLUTION_STEPS[state.step]).toBe(0.5);
    for (let movement = 0; movement < 8; movement++) state = comeToRest(drive(state, 40, 40, 15));
    expect(state.paper).toBe('plain');
    expect(drive(state, 100, 40, 15).step).toBe(0);
  });

  test('a picture that crawls is drawn at the lowest resolution after two frames', () => {
    const state = drive(qualityOf('auto'), 3, 400, 400);
    expect(RESOLUTION_STEPS[state.step]).toBe(0.5);
    expect(comeToRest(drive(state, 4, 400, 400)).step).toBe(0);
  });

  test('a movement begins as the last had to be, and dares more after a long one in time', () => {
    const weak = comeToRest(drive(qualityOf('plain'), 0, 0, 0));
    const auto: QualityState = { ...weak, pinned: false };
    const learned = comeToRest(drive(auto, 40, 30, 30));
    expect(learned.learned).toBe(1);
    expect(frameOfMovement(learned, 90).step).toBe(1);
    expect(comeToRest(drive(learned, 100, 30, 30)).learned).toBe(0);
  });

  test('a display of 30 frames a second is left alone', () => {
    let state = qualityOf('auto');
    for (let movement = 0; movement < 12; movement++) {
      for (let i = 0; i < 400; i++) state = frameOfMovement(state, 33.3);
      expect(state.step).toBe(0);
      state = comeToRest(state);
    }
    expect(state.paper).toBe('full');
    expect(state.learned).toBe(0);
  });
});
