import { expect, test } from 'vitest';
import { TERMS_VERSION } from '@oto/schema/contract/site';
import { cookieOf, PASSWORD, refusal, testApi, type TestApi } from '../testing/api.ts';
import { makeAuthenticator } from './testing/authenticator.ts';
import { tokensSentTo } from './testing/letters.ts';

const NEW = 'another battery staple';

test('a reset by mail sets a password, ends every session, serves once and opens a closed account', async () => {
  await using api = await testApi();
  const ann = await api.join('Ann');
  for (let n = 0; n < 6; n++) await signIn(api, ann.email, 'wrong password');
  expect((await signIn(api, ann.email, PASSWORD)).status).toBe(429);
  const token = await forget(api, ann.email);
  expect(await api.deps.db.selectFrom('verification').select('identifier').where('identifier', 'like', `%${token}%`).execute()).toEqual([]);
  const reset = (password: string) => api.send('POST', '/api/auth/reset', { body: { token, password } });
  expect(await refusal(await reset('short'))).toBe('422 weak_password');
  const answers = await Promise.all([reset(NEW), reset(NEW), reset(NEW)]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 410, 410]);
  expect(await refusal(await reset(NEW))).toBe('410 link_expired');
  expect(await refusal(await api.send('GET', '/api/me', { cookie: ann.cookie }))).toBe('401 not_signed_in');
  expect(await refusal(await signIn(api, ann.email, PASSWORD))).toBe('401 bad_password');
  expect((await signIn(api, ann.email, NEW)).status).toBe(200);
});

test('a newer link ends the older one, and time ends both', async () => {
  await using api = await testApi();
  const ann = await api.join('Ann');
  const [first, second] = [await forget(api, ann.email), await forget(api, ann.email)];
  const reset = (token: string) => api.send('POST', '/api/auth/reset', { body: { token, password: NEW } });
  expect(await refusal(await reset(first))).toBe('410 link_expired');
  await api.deps.db
    .updateTable('verification')
    .set({ expiresAt: new Date(Date.now() - 1000) })
    .execute();
  expect(await refusal(await reset(second))).toBe('410 link_expired');
});

test('asking for a link tells nobody whether there is an account, and floods nobody', async () => {
  await using api = await testApi();
  const ann = await api.join('Ann');
  const forgot = (email: string, ip: string) => api.send('POST', '/api/auth/forgot', { body: { email }, ip });
  const [known, unknown] = [await forgot(ann.email, '192.0.2.1'), await forgot('nobody@oto.test', '192.0.2.2')];
  const told = async (answer: Response) => [answer.status, await answer.text(), [...answer.headers.keys()].toSorted()];
  expect(await told(known)).toEqual(await told(unknown));
  const burst = await Promise.all(Array.from({ length: 6 }, (_, n) => forgot(ann.email.toUpperCase(), `192.0.2.${10 + n}`)));
  expect(burst.filter(({ status }) => status === 429)).toHaveLength(2);
  expect(await tokensSentTo(api.deps.db, 'nobody@oto.test', '/account/reset')).toEqual([]);
  expect(await tokensSentTo(api.deps.db, ann.email, '/account/reset')).toHaveLength(5);
  const codes = await Promise.all(Array.from({ length: 21 }, (_, n) => forgot(`x${n}@oto.test`, '192.0.2.99')));
  expect(codes.filter(({ status }) => status === 429)).toHaveLength(1);
});

test('whoever waits in an account made with somebody’s address is thrown out when that person comes by their mail', async () => {
  await using api = await testApi();
  const squatter = await api.join('Squatter', { email: 'victim@oto.test' });
  const device = makeAuthenticator('oto.test', 'http://oto.test');
  const asked = await api.send('POST', '/api/passkeys/options', { cookie: squatter.cookie });
  const cookie = `${squatter.cookie}; ${cookieOf(asked)}`;
  const response = device.create((await asked.json()) as { challenge: string });
  expect((await api.send('POST', '/api/passkeys', { cookie, body: { name: 'trap', response } })).status).toBe(201);
  const made = await api.send('POST', '/api/keys', { cookie: squatter.cookie, body: { name: 'trap', scopes: ['read'] } });
  const { secret } = (await made.json()) as { secret: string };
  const waiting = (await tokensSentTo(api.deps.db, 'victim@oto.test', '/account/verify'))[0] ?? '';
  // The victim follows the letter they never asked for: in their own browser it confirms nothing.
  expect(await refusal(await api.send('POST', '/api/auth/verify', { body: { token: waiting } }))).toBe('401 not_signed_in');

  const token = await forget(api, 'victim@oto.test');
  expect((await api.send('POST', '/api/auth/reset', { body: { token, password: NEW } })).status).toBe(204);
  expect((await api.send('GET', '/api/me', { cookie: squatter.cookie })).status).toBe(401);
  expect((await signIn(api, 'victim@oto.test', PASSWORD)).status).toBe(401);
  expect((await api.send('GET', '/api/me', { headers: { authorization: `Bearer ${secret}` } })).status).toBe(401);
  const options = await api.send('POST', '/api/auth/passkey/options');
  const attempt = device.get((await options.json()) as { challenge: string });
  expect(await refusal(await api.send('POST', '/api/auth/passkey', { cookie: cookieOf(options), body: { response: attempt } }))).toBe(
    '401 passkey_failed',
  );
  const victim = cookieOf(await signIn(api, 'victim@oto.test', NEW));
  const me = (await (await api.send('GET', '/api/me', { cookie: victim })).json()) as {
    account: { emailVerified: boolean; passkeys: number };
  };
  expect(me.account).toMatchObject({ emailVerified: true, passkeys: 0 });
  const told = await api.deps.db.selectFrom('audit_log').select('detail').where('action', '=', 'email_verified').execute();
  expect(told).toMatchObject([{ detail: { way: 'reset', ended: { sessions: 1, ways: 1, passkeys: 1, keys: 1 } } }]);
  const letters = await api.deps.db.selectFrom('mail').select('subject').where('recipient', '=', 'victim@oto.test').execute();
  expect(letters.map(({ subject }) => subject)).toContain('oTo · Ce compte est maintenant le vôtre');
});

test('an address is confirmed by its own session alone; in production that makes its operator', async () => {
  await using api = await testApi({ production: true, mailbox: true, payments: { mode: 'off' } });
  const chief = await api.join('Chief', { email: 'chief@oto.test' });
  const eve = await api.join('Eve');
  expect(chief.me).toMatchObject({ role: 'member', account: { emailVerified: false, terms: TERMS_VERSION } });
  const [token = ''] = await tokensSentTo(api.deps.db, 'chief@oto.test', '/account/verify');
  const verify = (cookie: string) => api.send('POST', '/api/auth/verify', { cookie, body: { token } });
  expect(await refusal(await verify(eve.cookie))).toBe('410 link_expired');
  expect((await verify(chief.cookie)).status).toBe(204);
  expect(await refusal(await verify(chief.cookie))).toBe('410 link_expired');
  const me = await (await api.send('GET', '/api/me', { cookie: chief.cookie })).json();
  expect(me).toMatchObject({ role: 'operator', account: { emailVerified: true } });
  const again = () => api.send('POST', '/api/auth/verify/send', { cookie: eve.cookie });
  const burst = await Promise.all(Array.from({ length: 6 }, again));
  expect(burst.filter(({ status }) => status === 204)).toHaveLength(5);
  expect(await refusal(await api.send('POST', '/api/auth/verify/send'))).toBe('401 not_signed_in');
});

test('without mail nothing is promised', async () => {
  await using api = await testApi({ mailbox: false });
  const ann = await api.join('Ann');
  expect(await refusal(await api.send('POST', '/api/auth/forgot', { body: { email: ann.email } }))).toBe('503 mail_off');
  expect(await refusal(await api.send('POST', '/api/auth/verify/send', { cookie: ann.cookie }))).toBe('503 mail_off');
  expect(await api.deps.db.selectFrom('mail').select('id').execute()).toEqual([]);
  expect(await (await api.send('GET', '/api/site')).json()).toMatchObject({ mail: false, mailbox: null });
});

function signIn(api: TestApi, email: string, password: string): Promise<Response> {
  return api.send('POST', '/api/auth/sign-in/email', { body: { email, password } });
}

async function forget(api: TestApi, email: string): Promise<string> {
  const answer = await api.send('POST', '/api/auth/forgot', { body: { email } });
  expect(answer.status).toBe(204);
  return (await tokensSentTo(api.deps.db, email, '/account/reset')).at(-1) ?? '';
}
