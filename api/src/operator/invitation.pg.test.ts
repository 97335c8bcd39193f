import { expect, test } from 'vitest';
import { uuidFromId } from '@oto/schema/base/id';
import { TERMS_VERSION } from '@oto/schema/contract/site';
import { pruneInvitations } from '../identity/prune.ts';
import { PASSWORD, refusal, testApi, type Person, type TestApi } from '../testing/api.ts';

type Told = { readonly id: string; readonly code?: string; readonly usedBy: { readonly name: string } | null };

test('one code lets exactly one in, however many come at once', async () => {
  await using api = await testApi();
  const chief = await privateBeta(api);
  const [invitation] = await invite(api, chief, { note: 'for a friend' });
  const answers = await Promise.all(Array.from({ length: 6 }, (_, n) => signUp(api, `p${n}@oto.test`, invitation?.code)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  const codes = await Promise.all(answers.filter(({ status }) => status !== 200).map(refusal));
  expect(new Set(codes)).toEqual(new Set(['422 bad_invitation']));
  expect(await api.deps.db.selectFrom('user').select('id').execute()).toHaveLength(2);
  expect(await api.deps.db.selectFrom('member').select('id').execute()).toHaveLength(2);
  const { invitations } = (await (await api.send('GET', '/api/operator/invitations', { cookie: chief.cookie })).json()) as {
    invitations: Told[];
  };
  expect(invitations).toMatchObject([{ note: 'for a friend', usedBy: { name: 'P' } }]);
  expect(JSON.stringify(invitations)).not.toContain(invitation?.code);
});

test('without a code, with a wrong, ended or revoked one nobody joins, nor learns who is here', async () => {
  await using api = await testApi();
  const chief = await privateBeta(api);
  expect(await refusal(await signUp(api, chief.email))).toBe('403 invitation_needed');
  expect(await refusal(await signUp(api, chief.email, 'AAAA-BBBB-CCCC-DDDD'))).toBe('422 bad_invitation');
  const [ended, revoked, good] = await invite(api, chief, { count: 3 });
  await api.deps.db
    .updateTable('invitation')
    .set({ expires_at: new Date(Date.now() - 1000) })
    .where('id', '=', uuidFromId(ended?.id ?? ''))
    .execute();
  const revoke = (id: string | undefined) => api.send('DELETE', `/api/operator/invitations/${id}`, { cookie: chief.cookie });
  expect((await revoke(revoked?.id)).status).toBe(204);
  expect(await refusal(await revoke(revoked?.id))).toBe('404 not_found');
  expect(await refusal(await signUp(api, 'a@oto.test', ended?.code))).toBe('422 bad_invitation');
  expect(await refusal(await signUp(api, 'a@oto.test', revoked?.code))).toBe('422 bad_invitation');
  // A refused sign-up does not use it up; people write codes in their own way.
  expect(await refusal(await signUp(api, chief.email, good?.code))).toBe('409 email_taken');
  expect((await signUp(api, 'a@oto.test', ` ${good?.code?.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')} `)).status).toBe(200);
  expect(await refusal(await revoke(good?.id))).toBe('404 not_found');
  expect(await (await api.send('GET', '/api/site')).json()).toMatchObject({ signUp: 'invited' });
});

test('an invitation for an address is mailed, serves that address alone and confirms it', async () => {
  await using api = await testApi();
  const chief = await privateBeta(api);
  const [invitation] = await invite(api, chief, { email: 'Ann@oto.test' });
  expect(invitation?.code).toBeUndefined();
  const mail = await api.deps.db.selectFrom('mail').select('body_text').where('recipient', '=', 'Ann@oto.test').executeTakeFirstOrThrow();
  const code = /invitation=(\S+)/.exec(mail.body_text)?.[1];
  expect(await refusal(await signUp(api, 'eve@oto.test', code))).toBe('422 bad_invitation');
  expect((await signUp(api, 'ann@oto.test', code)).status).toBe(200);
  const ann = await api.deps.db.selectFrom('user').select('emailVerified').where('email', '=', 'ann@oto.test').executeTakeFirstOrThrow();
  expect(ann.emailVerified).toBe(true);
  const body = { email: 'x@oto.test', count: 2 };
  expect(await refusal(await api.send('POST', '/api/operator/invitations', { cookie: chief.cookie, body }))).toBe('400 bad_request');
});

test('where nothing is mailed, a code for an address is told to the operator, and so proves no address', async () => {
  await using api = await testApi({ mailbox: false });
  const chief = await privateBeta(api);
  const [invitation] = await invite(api, chief, { email: 'ann@oto.test' });
  expect((await signUp(api, 'ann@oto.test', invitation?.code)).status).toBe(200);
  const ann = await api.deps.db.selectFrom('user').select('emailVerified').where('email', '=', 'ann@oto.test').executeTakeFirstOrThrow();
  expect(ann.emailVerified).toBe(false);
});

test('whom an invitation was for is forgotten a month after it ended unused; one that may still serve is kept', async () => {
  await using api = await testApi();
  const chief = await privateBeta(api);
  await invite(api, chief, { email: 'gone@oto.test', note: 'a cousin', days: 1 });
  const [revoked] = await invite(api, chief, { email: 'not@oto.test', days: 365 });
  await invite(api, chief, { email: 'waits@oto.test', days: 60 });
  await api.send('DELETE', `/api/operator/invitations/${revoked?.id}`, { cookie: chief.cookie });
  const known = async (days: number) => {
    await pruneInvitations({ ...api.deps, now: () => new Date(Date.now() + days * 86_400_000) });
    const rows = await api.deps.db.selectFrom('invitation').select(['email', 'note']).orderBy('id').execute();
    return rows.map(({ email, note }) => [email, note].join(' ').trim());
  };
  expect(await known(29)).toEqual(['gone@oto.test a cousin', 'not@oto.test', 'waits@oto.test']);
  expect(await known(32)).toEqual(['', '', 'waits@oto.test']);
});

test('members neither invite nor name operators; the last operator stays one, even of two who resign at once', async () => {
  await using api = await testApi();
  const chief = await api.join('Chief', { email: 'chief@oto.test' });
  const ann = await api.join('Ann %_');
  const name = (cookie: string, id: string, role: string) =>
    api.send('POST', `/api/operator/members/${id}/role`, { cookie, body: { role } });
  expect(await refusal(await api.send('POST', '/api/operator/invitations', { cookie: ann.cookie, body: {} }))).toBe('403 forbidden');
  expect(await refusal(await api.send('GET', '/api/operator/members', { cookie: ann.cookie }))).toBe('403 forbidden');
  expect(await refusal(await name(ann.cookie, ann.id, 'operator'))).toBe('403 forbidden');
  expect(await refusal(await name(chief.cookie, chief.id, 'member'))).toBe('409 last_operator');
  expect((await name(chief.cookie, ann.id, 'operator')).status).toBe(204);
  const found = await api.send('GET', `/api/operator/members?q=${encodeURIComponent('%_')}`, { cookie: ann.cookie });
  expect(await found.json()).toMatchObject({ members: [{ id: ann.id, role: 'operator', available: 100, debt: 0, emailVerified: false }] });
  const both = await Promise.all([name(chief.cookie, chief.id, 'member'), name(ann.cookie, ann.id, 'member')]);
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409]);
  const log = await api.deps.db.selectFrom('audit_log').select(['subject', 'detail']).where('action', '=', 'role').execute();
  expect(log).toHaveLength(2);
});

async function privateBeta(api: TestApi): Promise<Person> {
  const chief = await api.join('Chief', { email: 'chief@oto.test' });
  const body = { name: 'open_signup', enabled: false };
  expect((await api.send('PUT', '/api/operator/switches', { cookie: chief.cookie, body })).status).toBe(200);
  return chief;
}

async function invite(api: TestApi, { cookie }: Person, body: object): Promise<readonly Told[]> {
  const answer = await api.send('POST', '/api/operator/invitations', { cookie, body });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { invitations: Told[] }).invitations;
}

function signUp(api: TestApi, email: string, invitation?: string): Promise<Response> {
  const body = { name: 'P', email, password: PASSWORD, terms: TERMS_VERSION, ...(invitation === undefined ? {} : { invitation }) };
  return api.send('POST', '/api/auth/sign-up/email', { body });
}
