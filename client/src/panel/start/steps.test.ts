import fc from 'fast-check';
import { expect, test } from 'vitest';
import { begin, end, NO_STEPS, stepDone, stepNow, STEPS, stepsFor, stepsFrom, type Steps } from './steps.ts';

const steps: fc.Arbitrary<Steps> = fc.record({ shown: fc.boolean(), done: fc.subarray([...STEPS]) });

test('nothing is taught before it is asked for, or after it was put away', () => {
  expect(stepNow(NO_STEPS, false)).toBeNull();
  expect(stepNow(end(begin(NO_STEPS, false)), false)).toBeNull();
});

test('a watcher moves, opens, pulls, joins; who has joined goes on with an agent and a creation', () => {
  let now = begin(NO_STEPS, false);
  const walked = [];
  for (let step = stepNow(now, false); step !== null; step = stepNow(now, false)) {
    walked.push(step);
    now = stepDone(now, step);
  }
  expect(walked).toEqual(['move', 'open', 'string', 'join']);
  expect(stepNow(now, true)).toBe('agent');
  now = stepDone(stepDone(now, 'agent'), 'create');
  expect(stepNow(now, true)).toBeNull();
});

test('done in whatever order, every step is taught at most once, and the teaching ends', () => {
  fc.assert(
    fc.property(steps, fc.boolean(), fc.shuffledSubarray([...STEPS]), (from, isMember, deeds) => {
      let now = begin(from, isMember);
      for (const deed of deeds) {
        now = stepDone(now, deed);
        expect(stepNow(now, isMember)).not.toBe(deed);
      }
      const left = stepsFor(isMember).filter((step) => !now.done.includes(step));
      expect(stepNow(now, isMember)).toBe(left[0] ?? null);
    }),
    { seed: 5 },
  );
});

test('begun again after the last, they begin at the first', () => {
  const all: Steps = { shown: false, done: [...STEPS] };
  expect(stepNow(begin(all, true), true)).toBe('move');
});

test('what a browser remembers is read back; what it cannot have written is nothing', () => {
  fc.assert(
    fc.property(steps, (kept) => {
      expect(stepsFrom(JSON.stringify(kept))).toEqual({ ...kept, done: STEPS.filter((step) => kept.done.includes(step)) });
    }),
    { seed: 6 },
  );
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const { shown, done } = stepsFrom(JSON.stringify(value) ?? null);
      expect([typeof shown, done.every((step) => STEPS.includes(step))]).toEqual(['boolean', true]);
    }),
    { seed: 7 },
  );
});
