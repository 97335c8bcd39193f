import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { expect, test } from 'vitest';
import { ERRORS } from '@oto/schema/contract/errors';
import { CollabClaims } from '@oto/schema/contract/pass';
import type { OutboxFact } from '@oto/schema/contract/outbox';
import { TERMS_VERSION } from '@oto/schema/contract/site';
import { cookieOf, PASSWORD, refusal, testApi } from '../testing/api.ts';
import { sharedApi } from '../testing/shared-api.ts';
import { PASSWORD_COST } from './password.ts';

const shared = sharedApi();

test('signing up claims a plot, fills the wallet and signs in', async () => {
  await using api = await testApi();
  const zoe = await api.join('Zoé Élan');
  expect(zoe.me).toMatchObject({ name: 'Zoé Élan', handle: 'zoe-elan', role: 'member', plots: [{ x: 2, y: -1 }] });
  expect(zoe.me.wallet).toMatchObject({ available: 100, promo: 100, held: 0 });
  const facts = await api.deps.db.selectFrom('outbox').select('fact').execute();
  expect(facts.map((row) => row.fact as OutboxFact)).toMatchObject([{ type: 'claim', plot: { x: 2, y: -1 }, claim: { o: zoe.id } }]);
});

test('a password is kept as argon2id of the configured cost alone, made with the account or changed', async () => {
  await using api = await testApi({ passwordCost: PASSWORD_COST });
  const kept = async () => (await api.deps.db.selectFrom('account').select('password').executeTakeFirstOrThrow()).password ?? '';
  const ann = await api.join('Ann');
  const first = await kept();
  const body = { current: PASSWORD, password: `${PASSWORD} too` };
  expect((await api.send('POST', '/api/me/password', { cookie: ann.cookie, body })).status).toBe(204);
  const second = await kept();
  expect(first).not.toBe(second);
  for (const hash of [first, second]) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  const enter = (password: string) => api.send('POST', '/api/auth/sign-in/email', { body: { email: ann.email, password } });
  expect([(await enter(PASSWORD)).status, (await enter(body.password)).status]).toEqual([401, 200]);
});

test('twenty sign-ups at once take twenty plots, handles and wallets', async () => {
  await using api = await testApi();
  const people = await Promise.all(
    Array.from({ length: 20 }, (_, n) => api.join('Twin', { email: `twin${n}@oto.test`, ip: `192.0.2.${n}` })),
  );
  expect(new Set(people.map(({ me }) => JSON.stringify(me.plots))).size).toBe(20);
  expect(new Set(people.map(({ me }) => me.handle)).size).toBe(20);
  expect(people.every(({ me }) => me.plots.length === 1 && me.wallet.available === 100)).toBe(true);
});

test('two sign-ups at once with one address make one account', async () => {
  await using api = await testApi();
  const body = { name: 'Same', email: 'same@oto.test', password: PASSWORD, terms: TERMS_VERSION };
  const answers = await Promise.all(Array.from({ length: 4 }, () => api.send('POST', '/api/auth/sign-up/email', { body })));
  const refused = answers.filter((answer) => !answer.ok);
  expect(refused.length).toBe(3);
  for (const answer of refused) expect(await refusal(answer)).toBe('409 email_taken');
  expect(await api.deps.db.selectFrom('member').select('id').execute()).toHaveLength(1);
});

test('a sign-up without rights, with a short password or while paused is refused in our words', async () => {
  await using api = await testApi();
  const body = { name: 'N', email: 'n@oto.test', password: 'short', terms: TERMS_VERSION };
  expect(await refusal(await api.send('POST', '/api/auth/sign-up/email', { body }))).toBe('422 weak_password');
  expect(await refusal(await api.send('POST', '/api/auth/sign-up/email', { body: { ...body, email: 'no' } }))).toBe('400 bad_request');
  expect(await refusal(await api.send('POST', '/api/auth/sign-up/email', { body: '{' }))).toBe('400 bad_json');
  await api.deps.db.updateTable('kill_switch').set({ enabled: false }).where('name', '=', 'signup').execute();
  const good = { ...body, password: PASSWORD };
  expect(await refusal(await api.send('POST', '/api/auth/sign-up/email', { body: good }))).toBe('503 signup_off');
});

test('cookies are httpOnly and lax; signing out ends the session', async () => {
  const api = shared();
  const { email } = await api.join('Cookie');
  const signIn = await api.send('POST', '/api/auth/sign-in/email', { body: { email, password: PASSWORD } });
  const [line] = signIn.headers.getSetCookie();
  expect(line).toMatch(/httponly/i);
  expect(line).toMatch(/samesite=lax/i);
  expect(await signIn.clone().text()).not.toContain('token');
  const cookie = cookieOf(signIn);
  expect((await api.send('GET', '/api/me', { cookie })).status).toBe(200);
  expect((await api.send('POST', '/api/auth/sign-out', { cookie })).status).toBe(204);
  expect(await refusal(await api.send('GET', '/api/me', { cookie }))).toBe('401 not_signed_in');
});

test('five wrong passwords close an account for a while, whatever address they come from', async () => {
  await using api = await testApi();
  const { email } = await api.join('Target');
  const attempt = (password: string, ip: string) => api.send('POST', '/api/auth/sign-in/email', { body: { email, password }, ip });
  const burst = await Promise.all(Array.from({ length: 8 }, (_, n) => attempt('wrong password', `192.0.2.${n}`)));
  const codes = await Promise.all(burst.map(refusal));
  expect(codes.filter((code) => code === '401 bad_password')).toHaveLength(5);
  expect(codes.filter((code) => code === '429 too_many_requests')).toHaveLength(3);
  const late = await attempt(PASSWORD, '192.0.2.99');
  expect(late.status).toBe(429);
  expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(60);
});

test('twenty failures from one address close it; a spoofed X-Forwarded-For changes nothing', async () => {
  await using api = await testApi();
  const codes: string[] = [];
  for (let n = 0; n < 22; n++) {
    const body = { email: `nobody${n}@oto.test`, password: 'wrong password' };
    codes.push(await refusal(await api.send('POST', '/api/auth/sign-in/email', { body, headers: { 'x-forwarded-for': `10.1.1.${n}` } })));
  }
  expect(codes.filter((code) => code === '401 bad_password')).toHaveLength(20);
  expect(codes.slice(20)).toEqual(['429 too_many_requests', '429 too_many_requests']);
});

test('twenty accounts an hour come from one address, and no more', async () => {
  await using api = await testApi();
  const ip = '203.0.113.1';
  const body = (n: number, password = PASSWORD) => ({ name: 'Many', email: `many${n}@oto.test`, password, terms: TERMS_VERSION });
  const weak = await api.send('POST', '/api/auth/sign-up/email', { body: body(0, 'short'), ip });
  expect(await refusal(weak)).toBe('422 weak_password');
  const burst = await Promise.all(
    Array.from({ length: 21 }, (_, n) => api.send('POST', '/api/auth/sign-up/email', { body: body(n + 1), ip })),
  );
  expect(burst.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([...Array.from({ length: 20 }, () => 200), 429]);
  expect((await api.send('POST', '/api/auth/sign-up/email', { body: body(22), ip: '203.0.113.2' })).status).toBe(200);
});

test('a good password gives its attempt back', async () => {
  const api = shared();
  const { email } = await api.join('Frequent');
  for (let n = 0; n < 7; n++) {
    const answer = await api.send('POST', '/api/auth/sign-in/email', { body: { email, password: PASSWORD } });
    expect(answer.status).toBe(200);
  }
});

test('a foreign origin cannot use the cookie', async () => {
  const api = shared();
  const { cookie } = await api.join('Victim');
  const evil = { cookie, body: { name: 'Owned' }, headers: { origin: 'https://evil.example' } };
  expect(await refusal(await api.send('PATCH', '/api/me', evil))).toBe('403 wrong_origin');
  expect(await refusal(await api.send('POST', '/api/pass', { cookie, headers: { origin: 'null' } }))).toBe('403 wrong_origin');
  expect((await api.send('PATCH', '/api/me', { cookie, body: { name: 'Mine', lang: 'en' } })).status).toBe(200);
});

test('a key reads with scope read, never beyond its scopes, and not after it is revoked', async () => {
  const api = shared();
  const { cookie } = await api.join('Maker');
  const made = await api.send('POST', '/api/keys', { cookie, body: { name: 'script', scopes: ['read'] } });
  expect(made.status).toBe(201);
  const key = (await made.json()) as { id: string; secret: string; prefix: string };
  expect(key.secret).toMatch(/^oto_live_[\w-]{43}$/);
  const headers = { authorization: `Bearer ${key.secret}` };
  expect((await api.send('GET', '/api/me', { headers })).status).toBe(200);
  expect(await refusal(await api.send('PATCH', '/api/me', { headers, body: { name: 'X' } }))).toBe('403 missing_scope');
  expect(await refusal(await api.send('POST', '/api/agents', { headers, body: { kind: 'text', name: 'X' } }))).toBe('403 missing_scope');
  expect(await refusal(await api.send('POST', '/api/keys', { headers, body: { name: 'more', scopes: ['wallet'] } }))).toBe(
    '403 missing_scope',
  );
  expect(await refusal(await api.send('GET', '/api/operator/switches', { headers }))).toBe('403 missing_scope');
  const listed = (await (await api.send('GET', '/api/keys', { cookie })).json()) as {
    keys: { secret?: string; lastUsedAt: string | null }[];
  };
  expect(listed.keys).toHaveLength(1);
  expect(listed.keys[0]?.secret).toBeUndefined();
  expect(listed.keys[0]?.lastUsedAt).not.toBeNull();
  const wallet = await api.send('POST', '/api/keys', { cookie, body: { name: 'till', scopes: ['wallet'] } });
  const { secret } = (await wallet.json()) as { secret: string };
  expect(await refusal(await api.send('GET', '/api/me', { headers: { authorization: `Bearer ${secret}` } }))).toBe('403 missing_scope');
  expect((await api.send('DELETE', `/api/keys/${key.id}`, { cookie })).status).toBe(204);
  expect(await refusal(await api.send('GET', '/api/me', { headers }))).toBe('401 bad_credential');
  expect(await refusal(await api.send('GET', '/api/me', { headers: { authorization: 'Bearer nonsense' } }))).toBe('401 bad_credential');
});

test('one member’s key cannot be revoked by another', async () => {
  const api = shared();
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const made = await api.send('POST', '/api/keys', { cookie: ann.cookie, body: { name: 'k', scopes: ['read'] } });
  const { id } = (await made.json()) as { id: string };
  expect(await refusal(await api.send('DELETE', `/api/keys/${id}`, { cookie: bob.cookie }))).toBe('404 not_found');
});

test('a pass verifies with the published keys, for the collab server alone', async () => {
  const api = shared();
  const { cookie, id } = await api.join('Pilot');
  const { token } = (await (await api.send('POST', '/api/pass', { cookie })).json()) as { token: string };
  const jwks = (await (await api.send('GET', '/.well-known/jwks.json')).json()) as JSONWebKeySet;
  expect(JSON.stringify(jwks)).not.toContain('"d"');
  const keys = createLocalJWKSet(jwks);
  const { payload } = await jwtVerify(token, keys, { audience: 'oto-collab', typ: 'oto-collab+jwt', issuer: 'oto', algorithms: ['EdDSA'] });
  expect(CollabClaims.parse(payload)).toMatchObject({ role: 'member', sub: id, name: 'Pilot' });
  await expect(jwtVerify(token, keys, { audience: 'oto-worker' })).rejects.toThrow('aud');
  await expect(api.deps.signer.verify(token, { audience: 'oto-collab', typ: 'oto-worker+jwt' })).rejects.toThrow('typ');
  expect(await refusal(await api.send('POST', '/api/pass'))).toBe('401 not_signed_in');
});

test('an operator is named by address and may grant once a key', async () => {
  await using api = await testApi();
  const chief = await api.join('Chief', { email: 'chief@oto.test' });
  const ann = await api.join('Ann');
  expect(chief.me.role).toBe('operator');
  const body = { member: ann.id, amount: 40, reason: 'bug found' };
  const headers = { 'idempotency-key': 'grant-0001' };
  expect(await refusal(await api.send('POST', '/api/operator/grant', { cookie: ann.cookie, body, headers }))).toBe('403 forbidden');
  expect(await refusal(await api.send('POST', '/api/operator/grant', { cookie: chief.cookie, body }))).toBe('400 idempotency_key_required');
  for (let n = 0; n < 2; n++) {
    const answer = await api.send('POST', '/api/operator/grant', { cookie: chief.cookie, body, headers });
    expect(await answer.json()).toMatchObject({ wallet: { available: 140 } });
  }
  const other = { ...body, amount: 41 };
  expect(await refusal(await api.send('POST', '/api/operator/grant', { cookie: chief.cookie, body: other, headers }))).toBe(
    '409 key_reused',
  );
  expect(await api.deps.db.selectFrom('audit_log').select('action').where('action', '=', 'grant').execute()).toHaveLength(1);
});

test('an operator pauses sign-up and the world says so', async () => {
  await using api = await testApi();
  const chief = await api.join('Chief', { email: 'chief@oto.test' });
  const body = { name: 'signup', enabled: false, reason: 'spam' };
  expect(await (await api.send('PUT', '/api/operator/switches', { cookie: chief.cookie, body })).json()).toMatchObject({ signup: false });
  const world = await (await api.send('GET', '/api/world')).json();
  expect(world).toMatchObject({ members: 1, switches: { signup: false, generation: true }, bounds: { x0: -1, y0: -1, x1: 2, y1: 1 } });
});

test('a refusal is French or English as asked, chosen or preferred', async () => {
  const api = shared();
  const message = async (path: string, headers: Record<string, string>) =>
    ((await (await api.send('GET', path, { headers })).json()) as { error: { message: string } }).error.message;
  expect(await message('/api/me', { 'accept-language': 'en-GB,fr' })).toBe(ERRORS.not_signed_in.en);
  expect(await message('/api/me', { 'accept-language': 'de' })).toBe(ERRORS.not_signed_in.fr);
  expect(await message('/api/me', { 'accept-language': 'en', cookie: 'lang=fr' })).toBe(ERRORS.not_signed_in.fr);
  expect(await message('/api/me?lang=en', { 'accept-language': 'fr', cookie: 'lang=fr' })).toBe(ERRORS.not_signed_in.en);
});
