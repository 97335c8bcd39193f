import { expect, test } from 'vitest';
import type { z } from 'zod';
import type { OwnInvitation, OwnInvitations } from '@oto/schema/contract/account';
import type { ApiKey } from '@oto/schema/contract/identity';
import { TERMS_VERSION } from '@oto/schema/contract/site';
import { PASSWORD, refusal, testApi, type Person, type TestApi } from '../testing/api.ts';
import { invitationHash } from './invitation.ts';

type Code = z.infer<typeof OwnInvitation>;
type Counts = z.infer<typeof OwnInvitations>;

const DAY_MS = 86_400_000;

test('a member gives three codes in all, however many are asked for at once; each lets one person in', async () => {
  await using api = await testApi();
  const { chief, ann } = await members(api);
  const asked = await Promise.all(Array.from({ length: 6 }, () => ask(api, ann)));
  const given = asked.filter(({ status }) => status === 201);
  expect(given).toHaveLength(3);
  expect(new Set(given.map(({ headers }) => headers.get('cache-control')))).toEqual(new Set(['no-store']));
  const refused = await Promise.all(asked.filter(({ status }) => status !== 201).map(refusal));
  expect(new Set(refused)).toEqual(new Set(['429 too_many_requests']));
  const codes = await Promise.all(given.map(async (answer) => ((await answer.json()) as Code).code));
  expect(await counts(api, ann)).toEqual({ left: 0, used: 0 });
  // Another's count is their own.
  expect(await counts(api, chief)).toEqual({ left: 3, used: 0 });

  const [first] = codes;
  const came = await Promise.all(['bo', 'cy', 'di'].map((name) => signUp(api, `${name}@oto.test`, first)));
  expect(came.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 422, 422]);
  expect(await refusal(await signUp(api, 'late@oto.test', first))).toBe('422 bad_invitation');
  expect(await counts(api, ann)).toEqual({ left: 0, used: 1 });
  // A code is kept nowhere, neither as it is nor in what operators read.
  const kept = await api.deps.pool.query<{ all: string }>(
    `select (select json_agg(i) from invitation i)::text || (select json_agg(a) from audit_log a)::text as all`,
  );
  for (const code of codes) expect(kept.rows[0]?.all).not.toContain(code);
});

test('a code lasts thirty days, and serves nobody after them or once an operator took it back', async () => {
  await using api = await testApi();
  const { chief, ann } = await members(api);
  const code = async () => (await (await ask(api, ann)).json()) as Code;
  const [ended, revoked, open] = [await code(), await code(), await code()];
  const rows = await api.deps.db.selectFrom('invitation').select(['id', 'code_sha256', 'created_at', 'expires_at']).execute();
  for (const { created_at, expires_at } of rows) expect(Math.round((expires_at.getTime() - created_at.getTime()) / DAY_MS)).toBe(30);
  const idOf = (one: Code) => rows.find(({ code_sha256 }) => code_sha256.equals(invitationHash(one.code)))?.id ?? '';
  await api.deps.db
    .updateTable('invitation')
    .set({ expires_at: new Date(Date.now() - 1) })
    .where('id', '=', idOf(ended))
    .execute();
  expect(await refusal(await signUp(api, 'bo@oto.test', ended.code))).toBe('422 bad_invitation');
  await api.deps.db.updateTable('invitation').set({ revoked_at: new Date() }).where('id', '=', idOf(revoked)).execute();
  expect(await refusal(await signUp(api, 'bo@oto.test', revoked.code))).toBe('422 bad_invitation');
  // Neither comes back to be given anew, and the flag's end closes the counter, not the door.
  expect(await refusal(await ask(api, ann))).toBe('429 too_many_requests');
  await flag(api, chief, 'off');
  expect(await refusal(await ask(api, ann))).toBe('403 forbidden');
  expect(await refusal(await api.send('GET', '/api/invitations', { cookie: ann.cookie }))).toBe('403 forbidden');
  expect((await signUp(api, 'bo@oto.test', open.code)).status).toBe(200);
});

test('neither a key nor a visitor gives a code', async () => {
  await using api = await testApi();
  const { ann } = await members(api);
  const made = await api.send('POST', '/api/keys', { cookie: ann.cookie, body: { name: 'k', scopes: ['read', 'wallet'] } });
  const headers = { authorization: `Bearer ${((await made.json()) as ApiKey).secret}` };
  for (const method of ['GET', 'POST']) {
    expect((await api.send(method, '/api/invitations', { headers })).status).toBe(403);
    expect((await api.send(method, '/api/invitations')).status).toBe(401);
  }
  expect(await counts(api, ann)).toEqual({ left: 3, used: 0 });
});

/** An operator and a member of a board that one joins by invitation, where members may invite. */
async function members(api: TestApi): Promise<{ readonly chief: Person; readonly ann: Person }> {
  const chief = await api.join('Chief', { email: 'chief@oto.test' });
  const ann = await api.join('Ann');
  const body = { name: 'open_signup', enabled: false };
  expect((await api.send('PUT', '/api/operator/switches', { cookie: chief.cookie, body })).status).toBe(200);
  await flag(api, chief, 'on');
  return { chief, ann };
}

async function flag(api: TestApi, { cookie }: Person, state: 'on' | 'off'): Promise<void> {
  const body = { name: 'member_invitations', state };
  expect((await api.send('PUT', '/api/operator/flags', { cookie, body })).status).toBe(200);
}

function ask(api: TestApi, { cookie }: Person): Promise<Response> {
  return api.send('POST', '/api/invitations', { cookie });
}

async function counts(api: TestApi, { cookie }: Person): Promise<Counts> {
  return (await (await api.send('GET', '/api/invitations', { cookie })).json()) as Counts;
}

function signUp(api: TestApi, email: string, invitation: string | undefined): Promise<Response> {
  return api.send('POST', '/api/auth/sign-up/email', { body: { name: 'P', email, password: PASSWORD, terms: TERMS_VERSION, invitation } });
}
