import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GRACE_MS, NO_PALM, palm, type PalmEvent, type PalmState } from './palm.ts';

function run(events: readonly PalmEvent[]): { state: PalmState; heard: boolean[]; dropped: number[] } {
  let state = NO_PALM;
  const heard: boolean[] = [];
  const dropped: number[] = [];
  for (const event of events) {
    const step = palm(state, event);
    state = step.state;
    heard.push(step.heard);
    dropped.push(...step.dropped);
  }
  return { state, heard, dropped };
}

const pen = (phase: PalmEvent['phase'], time = 0): PalmEvent => ({ kind: 'pen', phase, pointer: 9, time });
const finger = (phase: PalmEvent['phase'], time = 0, pointer = 1): PalmEvent => ({ kind: 'touch', phase, pointer, time });

describe('palm', () => {
  test('fingers are heard where there is no pen', () => {
    expect(run([finger('down'), finger('move'), finger('up')]).heard).toEqual([true, true, true]);
  });

  test('while a pen hovers or writes, fingers are not heard, until they lift', () => {
    const { heard } = run([pen('move'), finger('down'), pen('leave', 10), finger('move', 5000), finger('up', 5001), finger('down', 5002)]);
    expect(heard).toEqual([true, false, true, false, false, true]);
  });

  test('a palm that lay there before the pen came is dropped once', () => {
    const { dropped, heard } = run([finger('down'), finger('down', 0, 2), pen('down', 1), finger('move', 2), pen('move', 3)]);
    expect(dropped).toEqual([1, 2]);
    expect(heard.at(-2)).toBe(false);
  });

  test('a hand that moves on with the pen lifted is not heard for a moment', () => {
    const after = (ms: number): boolean | undefined => run([pen('down'), pen('leave', 100), finger('down', 100 + ms)]).heard.at(-1);
    expect(after(GRACE_MS - 1)).toBe(false);
    expect(after(GRACE_MS)).toBe(true);
  });

  test('a pen and a mouse are always heard, and every finger that lifts is forgotten', () => {
    const event = fc.record({
      kind: fc.constantFrom('pen', 'touch', 'mouse'),
      phase: fc.constantFrom('down', 'move', 'up', 'cancel', 'leave'),
      pointer: fc.integer({ min: 1, max: 3 }),
      time: fc.integer({ min: 0, max: 2000 }),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const { heard, state } = run([...events, finger('cancel', 0, 1), finger('cancel', 0, 2), finger('cancel', 0, 3)]);
        expect(events.every(({ kind }, n) => kind === 'touch' || heard[n])).toBe(true);
        expect([...state.fingers, ...state.ignored]).toEqual([]);
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});
