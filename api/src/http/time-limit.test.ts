import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { errorHandler } from './answer-error.ts';
import type { ApiEnv } from './env.ts';
import { makeLogger } from './logger.ts';
import { ANSWER_MS, timeLimit } from './time-limit.ts';

test('what does not answer in time is unavailable; what does is not touched, nor is a stream cut', async () => {
  expect(ANSWER_MS).toBe(30_000);
  const app = new Hono<ApiEnv>();
  const finished = Promise.withResolvers<null>();
  app.onError(errorHandler(makeLogger('silent')));
  app.use(timeLimit(20));
  app.get('/never', async (c) => {
    await finished.promise;
    return c.text('too late');
  });
  app.get('/soon', (c) => c.text('here'));
  app.get('/stream', (c) =>
    c.body(
      new ReadableStream({
        async pull(controller) {
          await finished.promise;
          controller.enqueue(new TextEncoder().encode('slowly'));
          controller.close();
        },
      }),
    ),
  );
  const stream = await app.request('/stream');
  const never = await app.request('/never');
  expect([never.status, ((await never.json()) as { error: { code: string } }).error.code]).toEqual([503, 'unavailable']);
  finished.resolve(null);
  expect(await (await app.request('/soon')).text()).toBe('here');
  expect(await stream.text()).toBe('slowly');
});
