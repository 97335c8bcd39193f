import { expect, test } from 'vitest';
import { passKeeper } from './pass-keeper.ts';

test('one request for many documents, and a new pass a minute before the old one ends', async () => {
  let now = 0;
  let asked = 0;
  const keeper = passKeeper(
    async () => ({ token: `pass ${++asked}`, expiresAt: new Date(now + 300_000).toISOString() }),
    () => now,
  );
  expect(await Promise.all([keeper.token(), keeper.token()])).toEqual(['pass 1', 'pass 1']);
  now = 239_000;
  expect(await keeper.token()).toBe('pass 1');
  now = 240_000;
  expect(await keeper.token()).toBe('pass 2');
  keeper.forget();
  expect(await keeper.token()).toBe('pass 3');
});

test('a watcher shows an empty token, and a failure is not remembered', async () => {
  expect(await passKeeper(async () => null).token()).toBe('');
  let fail = true;
  const keeper = passKeeper(async () => {
    if (fail) throw new Error('down');
    return null;
  });
  await expect(keeper.token()).rejects.toThrow('down');
  fail = false;
  expect(await keeper.token()).toBe('');
});

test('a pass that comes after its person has left is not kept', async () => {
  const answers: ((token: string) => void)[] = [];
  const keeper = passKeeper(
    () => new Promise((resolve) => answers.push((token) => resolve({ token, expiresAt: new Date(1e12).toISOString() }))),
    () => 0,
  );
  const first = keeper.token();
  keeper.forget();
  const second = keeper.token();
  answers[1]?.('new');
  expect(await second).toBe('new');
  answers[0]?.('old');
  expect(await first).toBe('old');
  expect(await keeper.token()).toBe('new');
});
