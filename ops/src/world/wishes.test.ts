import { expect, test } from 'vitest';
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
