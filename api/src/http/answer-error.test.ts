import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { ERRORS, isErrorCode, type ErrorBody, type ErrorCode } from '@oto/schema/contract/errors';
import { LANGS } from '@oto/schema/base/lang';
import { proxyTrust } from '@oto/schema/proxy/trust';
import { errorHandler } from './answer-error.ts';
import { ApiError } from './api-error.ts';
import type { ApiEnv } from './env.ts';
import { makeLogger } from './logger.ts';
import { requestContext } from './request-context.ts';

function failing(thrown: () => Error): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.onError(errorHandler(makeLogger('silent')));
  app.use(requestContext(proxyTrust([])));
  app.get('/', () => {
    throw thrown();
  });
  return app;
}

const codes = Object.keys(ERRORS).filter(isErrorCode);

test.each(LANGS)('every refusal has its status and its sentence in %s', async (lang) => {
  for (const code of codes) {
    const answer = await failing(() => new ApiError(code, { fields: [{ path: 'a.0', message: 'no' }] })).request(`/?lang=${lang}`);
    const { error } = (await answer.json()) as ErrorBody;
    expect([answer.status, error.code, error.message]).toEqual([ERRORS[code].http, code, ERRORS[code][lang]]);
    expect(error.fields).toEqual([{ path: 'a.0', message: 'no' }]);
    expect(error.requestId).toBe(answer.headers.get('x-request-id'));
    expect(answer.headers.get('cache-control')).toBe('no-store');
  }
});

test('the two languages never say the same', () => {
  for (const code of codes) expect(ERRORS[code].fr).not.toBe(ERRORS[code].en);
});

test.each<[string, () => Error, ErrorCode]>([
  ['a bug', () => new TypeError('secret detail'), 'internal'],
  ['a database that is going down', () => Object.assign(new Error('x'), { code: '57P01' }), 'unavailable'],
  ['a connection cut in mid-query', () => new Error('Connection terminated unexpectedly'), 'unavailable'],
])('%s tells nothing of itself', async (_what, thrown, code) => {
  const answer = await failing(thrown).request('/');
  const text = await answer.text();
  expect(JSON.parse(text)).toMatchObject({ error: { code } });
  expect(text).not.toContain('secret');
});

test('a wait is told in seconds', async () => {
  const answer = await failing(() => new ApiError('too_many_requests', { retryAfterSeconds: 12 })).request('/');
  expect(answer.headers.get('retry-after')).toBe('12');
});
