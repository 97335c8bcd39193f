import { expect, test } from 'vitest';
import { EngineFailure } from '../failure.ts';
import { collect, request, workbench } from '../testing/run.ts';
import { scripted } from '../testing/scripted.ts';
import { discreet } from './discreet.ts';
import { remembered } from './remembered.ts';

test('a key that a server repeats is not passed on', async () => {
  const loud = {
    ...scripted(async function* () {
      yield { type: 'delta', text: 'x' };
      throw new EngineFailure('unavailable', 'status 401: wrong key sk-hush-hush', false);
    }),
    health: async () => ({ healthy: false, detail: 'sk-hush-hush is no key' }),
  };
  const engine = discreet(loud, new Set(['sk-hush-hush', 'id']));
  expect(await engine.health()).toEqual({ healthy: false, detail: '… is no key' });
  await using bench = await workbench();
  await expect(collect(engine, request(), bench.context)).rejects.toMatchObject({
    code: 'unavailable',
    retryable: false,
    engineMessage: 'status 401: wrong key …',
  });
});

test('health is asked for once in a while, and an old answer does not wait for a new one', async () => {
  let asked = 0;
  let time = 0;
  const slow = Promise.withResolvers<{ healthy: boolean }>();
  const engine = remembered(
    {
      ...scripted(async function* () {}),
      health: () => {
        asked += 1;
        return asked === 1 ? Promise.resolve({ healthy: true }) : slow.promise;
      },
    },
    () => time,
  );
  expect(await Promise.all([engine.health(), engine.health()])).toEqual([{ healthy: true }, { healthy: true }]);
  expect(asked).toBe(1);
  time = 3000;
  await engine.health();
  expect(asked).toBe(1);
  time = 5000;
  expect(await engine.health()).toEqual({ healthy: true });
  expect(await engine.health()).toEqual({ healthy: true });
  expect(asked).toBe(2);
  slow.resolve({ healthy: false });
  await expect.poll(() => engine.health()).toEqual({ healthy: false });
});

test('a check that throws is ill', async () => {
  const engine = remembered({
    ...scripted(async function* () {}),
    health: () => Promise.reject(new Error('no route')),
  });
  expect(await engine.health()).toEqual({ healthy: false, detail: 'Error: no route' });
});
