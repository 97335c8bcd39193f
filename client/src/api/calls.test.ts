import { expect, test } from 'vitest';
import { createCalls, type Held } from './calls.ts';
import type { Transport } from './http.ts';
import { Nothing } from './nothing.ts';

const refused = (code: string): Response => Response.json({ error: { code, message: '', requestId: 'r' } }, { status: 403 });
const done = (): Response => Response.json({});

/** Answers in this order, and tells what was sent. */
function server(...answers: readonly Response[]): { readonly transport: Transport; readonly sent: string[] } {
  const left = [...answers];
  const sent: string[] = [];
  return {
    sent,
    async transport(path, init) {
      sent.push(`${path} ${typeof init.body === 'string' ? init.body : ''}`.trim());
      return left.shift() ?? refused('internal');
    },
  };
}

test('what is held until the person has confirmed is sent once more as it was', async () => {
  const { transport, sent } = server(refused('confirm_identity'), done());
  const asked: Held[] = [];
  const calls = createCalls(
    transport,
    () => {},
    async (code) => asked.push(code) > 0,
  );
  expect((await calls.post('/api/me/delete', Nothing, { handle: 'lea' }, 'key-1')).ok).toBe(true);
  expect(asked).toEqual(['confirm_identity']);
  expect(sent).toEqual(['/api/me/delete {"handle":"lea"}', '/api/me/delete {"handle":"lea"}']);
});

test('who declines is told of the refusal, and nothing more is sent', async () => {
  const { transport, sent } = server(refused('terms_not_accepted'));
  const heard: string[] = [];
  const calls = createCalls(
    transport,
    (path) => heard.push(path),
    async () => false,
  );
  const answer = await calls.post('/api/quotes', Nothing, {});
  expect(answer).toMatchObject({ ok: false, failure: { code: 'terms_not_accepted' } });
  expect(sent).toHaveLength(1);
  expect(heard).toEqual(['POST /api/quotes']);
});

test('two different conditions are asked one after the other, the same never twice', async () => {
  const both = server(refused('terms_not_accepted'), refused('confirm_identity'), done());
  const asked: Held[] = [];
  const onHeld = async (code: Held): Promise<boolean> => asked.push(code) > 0;
  expect((await createCalls(both.transport, () => {}, onHeld).post('/api/x', Nothing, {})).ok).toBe(true);
  expect(asked).toEqual(['terms_not_accepted', 'confirm_identity']);

  const stubborn = server(refused('confirm_identity'), refused('confirm_identity'));
  expect((await createCalls(stubborn.transport, () => {}, onHeld).post('/api/x', Nothing, {})).ok).toBe(false);
  expect(stubborn.sent).toHaveLength(2);
});

test('ways in are never held', async () => {
  const { transport } = server(refused('terms_not_accepted'));
  const calls = createCalls(
    transport,
    () => {},
    async () => {
      throw new Error('asked');
    },
  );
  expect((await calls.post('/api/auth/sign-up/email', Nothing, {})).ok).toBe(false);
});
