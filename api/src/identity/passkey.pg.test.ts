import { expect, test } from 'vitest';
import { cookieOf, PASSWORD, refusal, type TestApi } from '../testing/api.ts';
import { sharedApi } from '../testing/shared-api.ts';
import { makeAuthenticator, type Authenticator } from './testing/authenticator.ts';

const RP = 'oto.test';
const ORIGIN = 'http://oto.test';

const shared = sharedApi();

test('a passkey is added by who has just shown who they are, and lets them in', async () => {
  const api = shared();
  const ann = await api.join('Ann');
  const device = makeAuthenticator(RP, ORIGIN);
  await forgetConfirmation(api);
  // Nor does it matter how long ago the session began.
  await api.deps.db
    .updateTable('session')
    .set({ createdAt: new Date(Date.now() - 5 * 86_400_000) })
    .execute();
  expect(await refusal(await api.send('POST', '/api/passkeys/options', { cookie: ann.cookie }))).toBe('403 confirm_identity');
  expect((await api.send('POST', '/api/me/confirm', { cookie: ann.cookie, body: { password: PASSWORD } })).status).toBe(204);
  expect((await add(api, ann.cookie, device)).status).toBe(201);
  const entered = await enter(api, device);
  expect(await entered.json()).toMatchObject({ user: { id: ann.id, name: 'Ann' } });
  const mine = (await (await api.send('GET', '/api/passkeys', { cookie: cookieOf(entered) })).json()) as {
    passkeys: { name: string; lastUsedAt: string | null }[];
  };
  expect(mine.passkeys).toMatchObject([{ name: 'laptop', lastUsedAt: expect.any(String) }]);
});

test('a passkey’s answer serves once, for its own challenge, place and device, and when its owner was asked', async () => {
  const api = shared();
  const ann = await api.join('Ann');
  const device = makeAuthenticator(RP, ORIGIN);
  await add(api, ann.cookie, device);
  const options = await api.send('POST', '/api/auth/passkey/options');
  const challenge = (await options.json()) as { challenge: string };
  const send = (response: unknown, cookie = cookieOf(options)) => api.send('POST', '/api/auth/passkey', { cookie, body: { response } });
  const response = device.get(challenge);
  expect(await refusal(await send(response, ''))).toBe('401 passkey_failed');
  expect((await send(response)).status).toBe(200);
  expect(await refusal(await send(response))).toBe('401 passkey_failed');
  expect(await refusal(await enter(api, device, (asked) => device.get(asked, false)))).toBe('401 passkey_failed');
  expect(await refusal(await enter(api, makeAuthenticator(RP, ORIGIN)))).toBe('401 passkey_failed');
  const stolen = makeAuthenticator('evil.test', 'http://evil.test');
  expect(await refusal(await enter(api, device, (asked) => ({ ...stolen.get(asked), id: response.id, rawId: response.id })))).toBe(
    '401 passkey_failed',
  );
  expect(await refusal(await send({ id: response.id, response: 'nonsense' }))).toBe('401 passkey_failed');
});

test('five failures close a passkey for a while', async () => {
  const api = shared();
  const response = { id: 'made-up', rawId: 'made-up', type: 'public-key', response: {} };
  const burst = await Promise.all(
    Array.from({ length: 7 }, (_, n) => api.send('POST', '/api/auth/passkey', { body: { response }, ip: `192.0.2.${n}` })),
  );
  const codes = await Promise.all(burst.map(refusal));
  expect(codes.filter((code) => code === '401 passkey_failed')).toHaveLength(5);
  expect(codes.filter((code) => code === '429 too_many_requests')).toHaveLength(2);
});

test('one’s own passkey confirms; another’s neither confirms nor lets anybody in', async () => {
  const api = shared();
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const [hers, his] = [makeAuthenticator(RP, ORIGIN), makeAuthenticator(RP, ORIGIN)];
  await add(api, ann.cookie, hers);
  await add(api, bob.cookie, his);
  await forgetConfirmation(api);
  const confirm = async (device: Authenticator) => {
    const options = await api.send('POST', '/api/auth/passkey/options', { cookie: ann.cookie });
    const cookie = `${ann.cookie}; ${cookieOf(options)}`;
    return api.send('POST', '/api/me/confirm', { cookie, body: { response: device.get((await options.json()) as { challenge: string }) } });
  };
  const sessions = () => api.deps.db.selectFrom('session').select('id').execute();
  const before = await sessions();
  expect(await refusal(await confirm(his))).toBe('401 passkey_failed');
  const made = await api.send('POST', '/api/keys', { cookie: ann.cookie, body: { name: 'k', scopes: ['read'] } });
  expect(await refusal(made)).toBe('403 confirm_identity');
  const confirmed = await confirm(hers);
  expect(confirmed.status).toBe(204);
  expect(confirmed.headers.getSetCookie()).toEqual([]);
  expect((await api.send('POST', '/api/keys', { cookie: ann.cookie, body: { name: 'k', scopes: ['read'] } })).status).toBe(201);
  expect(await sessions()).toHaveLength(before.length);
});

test('nobody removes another’s passkey, nor the last way in, even by two removals at once', async () => {
  const api = shared();
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const ids = await Promise.all(
    [1, 2].map(async () => ((await (await add(api, ann.cookie, makeAuthenticator(RP, ORIGIN))).json()) as { id: string }).id),
  );
  const remove = (id: string | undefined, cookie = ann.cookie) => api.send('DELETE', `/api/passkeys/${id}`, { cookie });
  expect(await refusal(await remove(ids[0], bob.cookie))).toBe('404 not_found');
  await api.deps.db.deleteFrom('account').where('userId', '=', ann.uuid).execute();
  const answers = await Promise.all(ids.map((id) => remove(id)));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409]);
  const me = (await (await api.send('GET', '/api/me', { cookie: ann.cookie })).json()) as { account: unknown };
  expect(me.account).toMatchObject({ password: false, passkeys: 1 });
});

async function add(api: TestApi, cookie: string, device: Authenticator): Promise<Response> {
  const options = await api.send('POST', '/api/passkeys/options', { cookie });
  const response = device.create((await options.json()) as { challenge: string });
  return api.send('POST', '/api/passkeys', { cookie: `${cookie}; ${cookieOf(options)}`, body: { name: 'laptop', response } });
}

async function enter(
  api: TestApi,
  device: Authenticator,
  answer: (options: { challenge: string }) => unknown = (options) => device.get(options),
): Promise<Response> {
  const options = await api.send('POST', '/api/auth/passkey/options');
  const response = answer((await options.json()) as { challenge: string });
  return api.send('POST', '/api/auth/passkey', { cookie: cookieOf(options), body: { response } });
}

async function forgetConfirmation(api: TestApi): Promise<void> {
  await api.deps.db
    .updateTable('session')
    .set({ confirmedUntil: new Date(Date.now() - 1000) })
    .execute();
}
