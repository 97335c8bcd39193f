import { newId } from '@oto/schema/base/id';
import { ERRORS } from '@oto/schema/contract/errors';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { failureOf, request, type Transport } from './http.ts';

const answering =
  (status: number, body: string): Transport =>
  () =>
    Promise.resolve(new Response(body, { status }));

test('a refusal keeps its code, request and fields', () => {
  const fields = [{ path: 'prompt', message: 'too long' }];
  const body = { error: { code: 'prompt_too_long', message: 'x', requestId: 'r1', fields } };
  expect(failureOf(422, body)).toEqual({ code: 'prompt_too_long', status: 422, requestId: 'r1', fields });
});

test('a refused wish keeps why, and an unknown why does not hide the refusal', () => {
  const refusal = { id: newId(), reason: 'weapons', advice: 'Otherwise.', passage: 'a bomb' };
  const body = (why: unknown) => ({ error: { code: 'prompt_refused', message: 'x', requestId: 'r1', refusal: why } });
  expect(failureOf(422, body(refusal)).refusal).toEqual(refusal);
  expect(failureOf(422, body({ ...refusal, reason: 'moods' }))).toEqual({
    code: 'prompt_refused',
    status: 422,
    requestId: 'r1',
    fields: [],
  });
});

test.each([
  [401, { code: 'INVALID_EMAIL_OR_PASSWORD' }, 'bad_password'],
  [422, { code: 'USER_ALREADY_EXISTS' }, 'email_taken'],
  [400, { code: 'PASSWORD_TOO_SHORT' }, 'weak_password'],
  [429, null, 'too_many_requests'],
  [502, '<html>', 'unavailable'],
  [418, undefined, 'internal'],
] as const)('status %i with %j is %s', (status, body, code) => {
  expect(failureOf(status, body).code).toBe(code);
  expect(Object.keys(ERRORS)).toContain(code);
});

test('no answer is offline, an unknown answer is told as such, and nothing is thrown', async () => {
  const shape = z.object({ n: z.number() });
  const lost = await request(() => Promise.reject(new TypeError('network')), '/x', shape);
  expect(lost).toMatchObject({ ok: false, failure: { code: 'offline', status: 0 } });
  expect(await request(answering(200, '{"n":"one"}'), '/x', shape)).toMatchObject({ ok: false, failure: { code: 'bad_answer' } });
  expect(await request(answering(200, 'not json'), '/x', shape)).toMatchObject({ ok: false, failure: { code: 'bad_answer' } });
  expect(await request(answering(200, '{"n":1}'), '/x', shape)).toEqual({ ok: true, value: { n: 1 } });
});

test('the idempotency key and the body travel', async () => {
  const seen: { headers: Headers; body: unknown }[] = [];
  const transport: Transport = (_, init) => {
    seen.push({ headers: new Headers(init.headers), body: init.body });
    return Promise.resolve(new Response('{}'));
  };
  await request(transport, '/generate_text', z.unknown(), { method: 'POST', body: { prompt: 'a' }, idempotencyKey: 'key-12345' });
  expect(seen[0]?.headers.get('idempotency-key')).toBe('key-12345');
  expect(seen[0]?.body).toBe('{"prompt":"a"}');
});

test('a file travels as it is, under its own type', async () => {
  const seen: { headers: Headers; body: unknown }[] = [];
  const transport: Transport = (_, init) => {
    seen.push({ headers: new Headers(init.headers), body: init.body });
    return Promise.resolve(new Response('{}'));
  };
  const file = new Blob(['a'], { type: 'image/png' });
  await request(transport, '/api/verify', z.unknown(), { method: 'POST', raw: file });
  await request(transport, '/api/verify', z.unknown(), { method: 'POST', raw: new Blob(['a']) });
  expect(seen.map((one) => one.headers.get('content-type'))).toEqual(['image/png', 'application/octet-stream']);
  expect(seen[0]?.body).toBe(file);
});
