import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { testApi } from '../testing/api.ts';
import { workerRoutes } from './routes.ts';

test('a claim that waits is answered when the api stops: the worker asks another, and nothing holds up the end', async () => {
  await using api = await testApi();
  const door = workerRoutes(api.deps);
  const claim = door.routes.request('/worker/claim', {
    method: 'POST',
    headers: { authorization: `Bearer ${api.deps.config.workerToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ worker: 'some-worker', kinds: ['text'], waitMs: 25_000 }),
  });
  door.close();
  const unanswered = new AbortController();
  const first = await Promise.race([claim, delay(15_000, null, { signal: unanswered.signal, ref: false })]);
  unanswered.abort();
  expect(first?.status).toBe(204);
});
