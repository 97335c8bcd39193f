import { expect, test } from 'vitest';
import { Pace } from './progress.ts';

test('the pace counts what this run has done, not what it found', () => {
  let now = 1_000;
  const pace = new Pace(() => now, 'map', 50, 100);
  expect(pace.at(50)).toEqual({ stage: 'map', done: 50, of: 100, rate: null, secondsLeft: null });
  now += 10_000;
  expect(pace.at(75)).toEqual({ stage: 'map', done: 75, of: 100, rate: 2.5, secondsLeft: 10 });
  now += 10_000;
  expect(pace.at(100)).toEqual({ stage: 'map', done: 100, of: 100, rate: 2.5, secondsLeft: 0 });
});

test('what comes after a stage is reckoned in', () => {
  let now = 0;
  const pace = new Pace(() => now, 'notes', 0, 100);
  now += 10_000;
  expect(pace.at(50).secondsLeft ?? 0).toBeGreaterThan(10);
});
