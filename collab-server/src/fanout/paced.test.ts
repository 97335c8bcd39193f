import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Paced } from './paced.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'performance'] }));
afterEach(() => void vi.useRealTimers());

function ran(window = () => 30, action: () => void = () => undefined) {
  const at: number[] = [];
  const errors: unknown[] = [];
  const start = performance.now();
  const paced = new Paced(
    window,
    () => {
      at.push(Math.round(performance.now() - start));
      action();
    },
    (error) => errors.push(error),
  );
  return { at, errors, paced };
}

it('goes at once after a quiet time, and once a window under load', () => {
  const { at, paced } = ran();
  for (let now = 0; now < 100; now += 5) {
    paced.call();
    paced.call();
    vi.advanceTimersByTime(5);
  }
  expect(at).toEqual([0, 30, 60, 90]);
  vi.advanceTimersByTime(1_000);
  expect(at).toEqual([0, 30, 60, 90, 120]);
  paced.call();
  vi.advanceTimersByTime(0);
  expect(at.at(-1)).toBe(1_100);
});

it('merges what comes in one turn when nobody needs pacing', () => {
  const { at, paced } = ran(() => 0);
  paced.call();
  paced.call();
  expect(at).toEqual([]);
  vi.advanceTimersByTime(0);
  paced.call();
  vi.advanceTimersByTime(0);
  expect(at).toEqual([0, 0]);
});

it('takes a new window up with the next call', () => {
  let window = 100;
  const { at, paced } = ran(() => window);
  paced.call();
  vi.advanceTimersByTime(10);
  window = 20;
  paced.call();
  vi.advanceTimersByTime(100);
  expect(at).toEqual([0, 20]);
});

it('outlives a failure and stops when told', () => {
  const { at, errors, paced } = ran(
    () => 10,
    () => {
      throw new Error('no');
    },
  );
  paced.call();
  vi.advanceTimersByTime(0);
  paced.call();
  vi.advanceTimersByTime(10);
  expect([at, errors.length]).toEqual([[0, 10], 2]);
  paced.call();
  paced.stop();
  vi.advanceTimersByTime(100);
  expect(at).toEqual([0, 10]);
});
