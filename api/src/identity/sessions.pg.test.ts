import { expect, test, vi } from 'vitest';
import { idFromUuid } from '@oto/schema/base/id';
import { TERMS_VERSION } from '@oto/schema/contract/site';
import { openStream } from '../event/open-streams.ts';
import { cookieOf, PASSWORD, refusal, testApi, type TestApi } from '../testing/api.ts';
import { sharedApi } from '../testing/shared-api.ts';
import { hashPassword } from './password.ts';
import { setPassword } from './password-account.ts';
import { pruneSessions } from './prune.ts';

const shared = sharedApi();

test('sessions are told to their member alone, and end at once where they are ended', async () => {
  const api = shared();
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const laptop = await enter(api, ann.email, { 'user-agent': 'Laptop' }, '198.51.100.77');
  const phone = await enter(api, ann.email, { 'user-agent': 'Phone' });
  const list = (await (await api.send('GET', '/api/sessions', { cookie: laptop })).json()) as {
    sessions: { id: string; current: boolean; userAgent: string; address: string }[];
  };
  expect(list.sessions).toHaveLength(3);
  expect(list.sessions.filter(({ current }) => current)).toMatchObject([{ userAgent: 'Laptop', address: '198.51.100.77' }]);
  const ofPhone = list.sessions.find(({ userAgent }) => userAgent === 'Phone')?.id ?? '';
  expect(JSON.stringify(list)).not.toContain(decodeURIComponent(laptop).split('=')[1]?.split('.')[0]);
  expect(await refusal(await api.send('DELETE', `/api/sessions/${ofPhone}`, { cookie: bob.cookie }))).toBe('404 not_found');
  expect((await api.send('DELETE', `/api/sessions/${ofPhone}`, { cookie: laptop })).status).toBe(204);
  expect((await api.send('GET', '/api/me', { cookie: phone })).status).toBe(401);
  expect((await api.send('DELETE', '/api/sessions', { cookie: laptop })).status).toBe(204);
  expect((await api.send('GET', '/api/me', { cookie: ann.cookie })).status).toBe(401);
  expect((await api.send('GET', '/api/me', { cookie: laptop })).status).toBe(200);
  expect((await api.send('GET', '/api/me', { cookie: bob.cookie })).status).toBe(200);
});

test('an open event stream is told to end soon after its session has', async () => {
  await using api = await testApi();
  const ann = await api.join('Ann');
  const { id } = await api.deps.db.selectFrom('session').select('id').executeTakeFirstOrThrow();
  vi.useFakeTimers({ toFake: ['performance'] });
  try {
    const stream = await openStream(api.deps, ann.uuid, id);
    vi.advanceTimersByTime(16_000);
    expect(await stream.refresh()).toBe(true);
    await api.deps.db.deleteFrom('session').execute();
    expect(await stream.refresh()).toBe(true);
    vi.advanceTimersByTime(16_000);
    expect(await stream.refresh()).toBe(false);
    await stream.closed();
  } finally {
    vi.useRealTimers();
  }
});

test('ending a session, the others, or changing the password ends the messages to browsers that may be somebody else’s now', async () => {
  const api = shared();
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const { db } = api.deps;
  const held = () => db.selectFrom('push_subscription').select('member_id').execute();
  const subscribe = ({ uuid }: { readonly uuid: string }) =>
    db
      .insertInto('push_subscription')
      .values({ endpoint: `https://push.test/${uuid}`, member_id: uuid, p256dh: 'p', auth: 'a' })
      .execute();
  await subscribe(bob);
  await enter(api, ann.email);
  const sessions = await db.selectFrom('session').select('id').where('userId', '=', ann.uuid).orderBy('id', 'desc').execute();
  const endings: readonly (() => Promise<Response>)[] = [
    () => api.send('DELETE', `/api/sessions/${idFromUuid(sessions[0]?.id ?? '')}`, { cookie: ann.cookie }),
    () => api.send('DELETE', '/api/sessions', { cookie: ann.cookie }),
    () => api.send('POST', '/api/me/password', { cookie: ann.cookie, body: { current: PASSWORD, password: `${PASSWORD} two` } }),
  ];
  for (const end of endings) {
    await subscribe(ann);
    expect((await end()).status).toBe(204);
    expect(await held()).toEqual([{ member_id: bob.uuid }]);
  }
});

test('a session that has ended by itself is forgotten with its address', async () => {
  await using api = await testApi();
  const ann = await api.join('Ann');
  await enter(api, ann.email);
  const stale = api.deps.db.updateTable('session').set({ expiresAt: new Date(Date.now() - 1000) });
  await stale.where('ipAddress', '=', '198.51.100.9').execute();
  await pruneSessions(api.deps);
  expect(await api.deps.db.selectFrom('session').select('ipAddress').execute()).toEqual([{ ipAddress: '198.51.100.1' }]);
  expect((await api.send('GET', '/api/me', { cookie: ann.cookie })).status).toBe(200);
});

test('signing in never takes up a session that somebody else put into the browser', async () => {
  const api = shared();
  const [ann, eve] = [await api.join('Ann'), await api.join('Eve')];
  const answer = await api.send('POST', '/api/auth/sign-in/email', { cookie: eve.cookie, body: { email: ann.email, password: PASSWORD } });
  const cookie = cookieOf(answer);
  expect(cookie).not.toBe(eve.cookie);
  expect(await (await api.send('GET', '/api/me', { cookie })).json()).toMatchObject({ id: ann.id });
  expect(await (await api.send('GET', '/api/me', { cookie: eve.cookie })).json()).toMatchObject({ id: eve.id });
});

test('the session of a deleted account asks for nothing and signs in nowhere', async () => {
  const api = shared();
  const ann = await api.join('Ann');
  await api.deps.db.updateTable('member').set({ deleted_at: new Date() }).where('id', '=', ann.uuid).execute();
  expect(await refusal(await api.send('GET', '/api/me', { cookie: ann.cookie }))).toBe('401 not_signed_in');
  const again = await api.send('POST', '/api/auth/sign-in/email', { body: { email: ann.email, password: PASSWORD } });
  expect(await refusal(again)).toBe('401 bad_password');
  expect(again.headers.getSetCookie()).toEqual([]);
});

test('what is dear needs a session that has just shown who sits there', async () => {
  await using api = await testApi();
  const ann = await api.join('Ann');
  const makeKey = () => api.send('POST', '/api/keys', { cookie: ann.cookie, body: { name: 'k', scopes: ['read'] } });
  const confirm = (password: string) => api.send('POST', '/api/me/confirm', { cookie: ann.cookie, body: { password } });
  expect((await makeKey()).status).toBe(201);
  await api.deps.db
    .updateTable('session')
    .set({ confirmedUntil: new Date(Date.now() - 1) })
    .execute();
  expect(await refusal(await makeKey())).toBe('403 confirm_identity');
  expect(await refusal(await confirm('wrong password'))).toBe('401 bad_password');
  expect((await confirm(PASSWORD)).status).toBe(204);
  expect((await makeKey()).status).toBe(201);
  const me = (await (await api.send('GET', '/api/me', { cookie: ann.cookie })).json()) as { account: { confirmedUntil: string } };
  const minutes = (Date.parse(me.account.confirmedUntil) - Date.now()) / 60_000;
  expect(minutes).toBeGreaterThan(9);
  expect(minutes).toBeLessThanOrEqual(10);
  // Confirming and signing in are counted together: a stolen session guesses no faster.
  for (let n = 0; n < 5; n++) expect(await refusal(await confirm('wrong password'))).toBe('401 bad_password');
  expect(await refusal(await confirm(PASSWORD))).toBe('429 too_many_requests');
  expect((await api.send('POST', '/api/auth/sign-in/email', { body: { email: ann.email, password: PASSWORD } })).status).toBe(429);
});

test('changing the password needs the old one, ends the other sessions and tells by mail', async () => {
  const api = shared();
  const ann = await api.join('Ann');
  const other = await enter(api, ann.email);
  const change = (body: object) => api.send('POST', '/api/me/password', { cookie: ann.cookie, body });
  const password = 'another battery staple';
  expect(await refusal(await change({ password }))).toBe('400 bad_request');
  expect(await refusal(await change({ current: PASSWORD, password: 'short' }))).toBe('422 weak_password');
  expect(await refusal(await change({ current: 'wrong password', password }))).toBe('401 bad_password');
  expect((await change({ current: PASSWORD, password })).status).toBe(204);
  expect((await api.send('GET', '/api/me', { cookie: other })).status).toBe(401);
  expect((await api.send('GET', '/api/me', { cookie: ann.cookie })).status).toBe(200);
  expect((await api.send('POST', '/api/auth/sign-in/email', { body: { email: ann.email, password } })).status).toBe(200);
  const letters = await api.deps.db.selectFrom('mail').select('subject').where('recipient', '=', ann.email).execute();
  expect(letters.map(({ subject }) => subject)).toContain('oTo · Votre mot de passe a changé');
});

test('a sign-in by the old password that a change of password overtakes leaves no session behind', async () => {
  const api = shared();
  const ann = await api.join('Ann');
  const sessions = () => api.deps.db.selectFrom('session').select('id').where('userId', '=', ann.uuid).execute();
  let coming: Promise<Response> | null = null;
  await api.deps.db.transaction().execute(async (trx) => {
    await setPassword(trx, ann.uuid, await hashPassword('another battery staple', api.deps.config.passwordCost), new Date());
    await trx.deleteFrom('session').where('userId', '=', ann.uuid).execute();
    coming = api.send('POST', '/api/auth/sign-in/email', { body: { email: ann.email, password: PASSWORD } });
    // The engine has believed the old password; the change is not yet over.
    await expect.poll(async () => (await sessions()).length).toBe(2);
  });
  expect(await refusal(await coming!)).toBe('401 bad_password');
  expect(await sessions()).toEqual([]);
});

test('new terms are accepted before anything is made; no other version is', async () => {
  const api = shared();
  const ann = await api.join('Ann');
  await api.deps.db.updateTable('terms_acceptance').set({ version: '2020-01' }).where('member_id', '=', ann.uuid).execute();
  const make = () =>
    api.send('POST', '/generate_text', {
      cookie: ann.cookie,
      headers: { 'idempotency-key': 'terms-0001' },
      body: { prompt: 'snow', agents: [ann.id], maxTokens: 100 },
    });
  expect(await refusal(await make())).toBe('403 terms_not_accepted');
  const accept = (version: string) => api.send('POST', '/api/me/terms', { cookie: ann.cookie, body: { version } });
  expect(await refusal(await accept('2020-01'))).toBe('400 bad_request');
  expect((await accept(TERMS_VERSION)).status).toBe(204);
  expect((await accept(TERMS_VERSION)).status).toBe(204);
  expect(await refusal(await make())).toBe('404 unknown_agent');
});

test('nobody signs up without the terms in force, and better-auth’s own addresses stay closed', async () => {
  const api = shared();
  const body = { name: 'N', email: 'n@oto.test', password: PASSWORD };
  for (const terms of [{}, { terms: '2020-01' }]) {
    expect(await refusal(await api.send('POST', '/api/auth/sign-up/email', { body: { ...body, ...terms } }))).toBe(
      '403 terms_not_accepted',
    );
  }
  const { cookie } = await api.join('Ann');
  for (const path of [
    'sign-in/social',
    'update-user',
    'change-email',
    'delete-user',
    'request-password-reset',
    'passkey/list-user-passkeys',
  ]) {
    for (const method of ['GET', 'POST']) {
      const answer = await api.send(method, `/api/auth/${path}`, { cookie, ...(method === 'POST' ? { body: {} } : {}) });
      expect([path, answer.status]).toEqual([path, 404]);
    }
  }
});

async function enter(api: TestApi, email: string, headers: Record<string, string> = {}, ip = '198.51.100.9'): Promise<string> {
  const answer = await api.send('POST', '/api/auth/sign-in/email', { body: { email, password: PASSWORD }, headers, ip });
  expect(answer.status).toBe(200);
  return cookieOf(answer);
}
