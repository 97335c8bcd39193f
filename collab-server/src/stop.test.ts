import { expect, it } from 'vitest';
import { inTurn } from './stop.ts';

const never = () => new Promise<void>(() => undefined);

it('does all in order', async () => {
  const did: string[] = [];
  const step = (name: string) => ({ name, run: async () => void did.push(name) });
  expect(await inTurn([step('a'), step('b')], 1_000, () => undefined)).toEqual([]);
  expect(did).toEqual(['a', 'b']);
});

it('names what failed, and goes on', async () => {
  const errors: unknown[] = [];
  const did: string[] = [];
  const steps = [
    { name: 'a', run: () => Promise.reject(new Error('no')) },
    { name: 'b', run: async () => void did.push('b') },
  ];
  expect(await inTurn(steps, 1_000, (step, error) => errors.push(step, error))).toEqual(['a']);
  expect(did).toEqual(['b']);
  expect(errors).toEqual(['a', new Error('no')]);
});

it('names what was not done in time, and begins nothing after', async () => {
  const did: string[] = [];
  const steps = [
    { name: 'a', run: never },
    { name: 'b', run: async () => void did.push('b') },
  ];
  expect(await inTurn(steps, 20, () => undefined)).toEqual(['a', 'b']);
  expect(did).toEqual([]);
});
