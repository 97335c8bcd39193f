import { expect, test } from 'vitest';
import { Pace } from './progress.ts';
import { readWishes } from './wishes.ts';

test('the command line asks for a world of a size and a seed', () => {
  expect(readWishes([])).toEqual({ ok: true, value: { notes: 1_000_000, seed: 1, beside: false } });
  expect(readWishes(['--notes', '50_000', '--seed', '4', '--beside'])).toEqual({
    ok: true,
    value: { notes: 50_000, seed: 4, beside: true },
  });
});

test.each([
  ['--notes', '19'],
  ['--notes', '1e6'],
  ['--notes', '-5'],
  ['--notes', '20000000'],
  ['--seed', '4294967296'],
  ['--nodes', '7'],
  ['7'],
])('what is not understood is refused: %s %s', (...args) => {
  expect(readWishes(args.filter((arg) => arg !== undefined))).toMatchObject({ ok: false, code: 'bad_arguments' });
});

test('the pace counts what this run has done, not what it found', () => {
  let now = 1_000;
  const pace = new Pace(() => now);
  pace.begin('members', 100, 100);
  pace.begin('notes', 50, 100);
  expect(pace.at(50, 100)).toMatchObject({ rate: null, secondsLeft: null });
  now += 10_000;
  const half = pace.at(75, 100);
  expect(half.rate).toBe(2.5);
  const left = half.secondsLeft ?? 0;
  now += 10_000;
  expect(pace.at(100, 100).secondsLeft ?? 0).toBeLessThan(left);
});
