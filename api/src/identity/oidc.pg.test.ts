import { expect, test } from 'vitest';
import { TERMS_VERSION } from '@oto/schema/contract/site';
import { cookieOf, PASSWORD, refusal, testApi, TEST_ORIGIN, type TestApi } from '../testing/api.ts';
import { replicaOf } from '../testing/replica.ts';
import { tokensSentTo } from './testing/letters.ts';
import { CLIENT, startOpenIdProvider, type OpenIdProvider } from './testing/openid-provider.ts';

const CALLBACK = `${TEST_ORIGIN}/api/auth/oidc/callback`;
const ZOE = { sub: 'zoe-1', email: 'Zoe@Oto.test', email_verified: true, name: 'Zoé' };

test.each(['in_token', 'fetched'] as const)(
  'somebody new comes in by a real provider, once with terms, then without (%s)',
  async (claims) => {
    await using provider = await startOpenIdProvider(CALLBACK, claims);
    await using api = await apiWith(provider);
    expect(await (await api.send('GET', '/api/site')).json()).toMatchObject({ oidc: { name: 'Acme' } });
    provider.personIs(ZOE);
    expect(await leads(api, provider, {})).toBe('/?signin=terms_not_accepted');
    expect(await api.deps.db.selectFrom('user').select('id').execute()).toEqual([]);
    const entered = await comeIn(api, provider, { terms: TERMS_VERSION, returnTo: '/tray?x=1#y' });
    expect(entered.headers.get('location')).toBe('/tray?x=1#y');
    const me = await meOf(api, entered);
    expect(me).toMatchObject({ name: 'Zoé', email: 'zoe@oto.test', wallet: { available: 100 } });
    expect(me.account).toMatchObject({ emailVerified: true, password: false, oidc: true, terms: TERMS_VERSION });
    expect(me.account.confirmedUntil).not.toBeNull();
    // An address that changes at the provider does not make another person of them.
    provider.personIs({ ...ZOE, email: 'other@oto.test', email_verified: false });
    const again = await meOf(api, await comeIn(api, provider, {}));
    expect(again).toMatchObject({ id: me.id, email: 'zoe@oto.test' });
    // Nor does one that the provider no longer tells.
    provider.personIs({ sub: ZOE.sub });
    expect(await meOf(api, await comeIn(api, provider, {}))).toMatchObject({ id: me.id, email: 'zoe@oto.test' });
    expect(await api.deps.db.selectFrom('account').select('providerId').execute()).toHaveLength(1);
    const kept = await api.deps.pool.query(`select "accessToken", "idToken", "refreshToken" from account`);
    expect(kept.rows).toEqual([{ accessToken: null, idToken: null, refreshToken: null }]);
  },
);

test('an address that the provider has not verified opens nothing', async () => {
  await using provider = await startOpenIdProvider(CALLBACK, 'in_token');
  await using api = await apiWith(provider);
  const ann = await api.join('Ann');
  for (const person of [{ email: ann.email, email_verified: false }, { email: ann.email }, { email_verified: true }]) {
    provider.personIs({ sub: 'evil', ...person });
    expect(await leads(api, provider, { terms: TERMS_VERSION })).toBe('/?signin=oidc_unverified');
  }
  expect(await api.deps.db.selectFrom('user').select('id').execute()).toHaveLength(1);
});

test('an account whose address we know to be theirs gains a way in and keeps the others', async () => {
  await using provider = await startOpenIdProvider(CALLBACK, 'fetched');
  await using api = await apiWith(provider);
  const zoe = await api.join('Zoé', { email: 'zoe@oto.test' });
  await api.deps.db.updateTable('user').set({ emailVerified: true }).execute();
  provider.personIs(ZOE);
  const me = await meOf(api, await comeIn(api, provider, {}));
  expect(me.id).toBe(zoe.id);
  expect(me.account).toMatchObject({ password: true, oidc: true });
  // They have a password too, so the provider's word alone does not open what is dear.
  expect(me.account.confirmedUntil).toBeNull();
  expect((await api.send('GET', '/api/me', { cookie: zoe.cookie })).status).toBe(200);
  const letters = await api.deps.db.selectFrom('mail').select('subject').where('recipient', '=', 'zoe@oto.test').execute();
  expect(letters.map(({ subject }) => subject)).toContain('oTo · Un nouveau moyen d’entrer dans votre compte');
});

test('an account that bears the address but never proved it is neither entered nor touched; proving it by mail opens the way', async () => {
  await using provider = await startOpenIdProvider(CALLBACK, 'in_token');
  await using api = await apiWith(provider);
  const first = await api.join('First', { email: 'zoe@oto.test' });
  const key = await api.send('POST', '/api/keys', { cookie: first.cookie, body: { name: 'mine', scopes: ['read'] } });
  const { secret } = (await key.json()) as { secret: string };
  const keyed = () => api.send('GET', '/api/me', { headers: { authorization: `Bearer ${secret}` } });
  provider.personIs(ZOE);
  expect(await leads(api, provider, { terms: TERMS_VERSION })).toBe('/?signin=oidc_unproved');
  expect(await api.deps.db.selectFrom('account').select('providerId').execute()).toEqual([{ providerId: 'credential' }]);
  expect((await keyed()).status).toBe(200);
  const stays = await (await api.send('GET', '/api/me', { cookie: first.cookie })).json();
  expect(stays).toMatchObject({ account: { emailVerified: false, password: true, oidc: false } });

  // Zoé did not make it: whoever reads the mail puts its maker out, then the provider's word counts.
  await api.send('POST', '/api/auth/forgot', { body: { email: 'zoe@oto.test' } });
  const [token] = await tokensSentTo(api.deps.db, 'zoe@oto.test', '/account/reset');
  expect((await api.send('POST', '/api/auth/reset', { body: { token, password: `${PASSWORD} too` } })).status).toBe(204);
  expect(await refusal(await keyed())).toBe('401 bad_credential');
  const me = await meOf(api, await comeIn(api, provider, {}));
  expect(me).toMatchObject({ id: first.id, account: { emailVerified: true, password: true, oidc: true } });
});

test('whoever made the account confirms its address by mail and loses nothing by it when the provider is linked', async () => {
  await using provider = await startOpenIdProvider(CALLBACK, 'in_token');
  await using api = await apiWith(provider);
  const zoe = await api.join('Zoé', { email: 'zoe@oto.test' });
  provider.personIs(ZOE);
  expect(await leads(api, provider, {})).toBe('/?signin=oidc_unproved');
  const [token] = await tokensSentTo(api.deps.db, 'zoe@oto.test', '/account/verify');
  expect((await api.send('POST', '/api/auth/verify', { cookie: zoe.cookie, body: { token } })).status).toBe(204);
  expect(await meOf(api, await comeIn(api, provider, {}))).toMatchObject({ id: zoe.id, account: { password: true, oidc: true } });
  expect((await api.send('GET', '/api/me', { cookie: zoe.cookie })).status).toBe(200);
  expect((await api.send('POST', '/api/auth/sign-in/email', { body: { email: zoe.email, password: PASSWORD } })).status).toBe(200);
});

test('an answer of the provider serves once, in the browser that asked, and only as it was given', async () => {
  await using provider = await startOpenIdProvider(CALLBACK, 'in_token');
  await using api = await apiWith(provider);
  provider.personIs(ZOE);
  const asked = await ask(api, { terms: TERMS_VERSION });
  const url = new URL(asked.url);
  expect(url.searchParams.get('code_challenge_method')).toBe('S256');
  expect(url.searchParams.get('nonce')).toMatch(/^.{20,}$/);
  const back = new URL(await provider.walk(asked.url, CALLBACK));
  const come = (search: string, cookie: string) => api.send('GET', `/api/auth/oidc/callback${search}`, { cookie }).then(location);
  // A victim's browser led to the attacker's answer: no cookie of this round, or of another one.
  expect(await come(back.search, '')).toBe('/?signin=oidc_failed');
  const other = await ask(api, { terms: TERMS_VERSION });
  expect(await come(back.search, other.cookie)).toBe('/?signin=oidc_failed');
  const forged = new URLSearchParams(back.search);
  forged.set('state', new URL(other.url).searchParams.get('state') ?? '');
  expect(await come(`?${forged.toString()}`, other.cookie)).toBe('/?signin=oidc_failed');
  expect(await come('?error=access_denied', asked.cookie)).toBe('/?signin=oidc_failed');
  expect(await api.deps.db.selectFrom('session').select('id').execute()).toEqual([]);
  const third = await ask(api, { terms: TERMS_VERSION });
  const good = new URL(await provider.walk(third.url, CALLBACK));
  expect(await come(good.search, third.cookie)).toBe('/');
  expect(await come(good.search, third.cookie)).toBe('/?signin=oidc_failed');
  // A code or an id token that was got for another round: PKCE and the nonce tell.
  for (const name of ['nonce', 'code_challenge']) {
    const round = await ask(api, {});
    const bent = new URL(round.url);
    bent.searchParams.set(name, 'A'.repeat(43));
    expect(await come(new URL(await provider.walk(bent.href, CALLBACK)).search, round.cookie)).toBe('/?signin=oidc_failed');
  }
  provider.personIs(null);
  expect(await leads(api, provider, {})).toBe('/?signin=oidc_failed');
});

test('who asks at one replica is let in by another: once, and only in the browser that asked', async () => {
  await using provider = await startOpenIdProvider(CALLBACK, 'fetched');
  await using api = await apiWith(provider);
  await using two = await replicaOf(api);
  provider.personIs(ZOE);
  const answered = async (asked: { readonly url: string }) => {
    const { pathname, search } = new URL(await provider.walk(asked.url, CALLBACK));
    return (at: Pick<TestApi, 'send'>, cookie: string) => at.send('GET', `${pathname}${search}`, { cookie });
  };
  const asked = await ask(api, { terms: TERMS_VERSION, returnTo: '/tray' });
  const come = await answered(asked);
  const entered = await come(two, asked.cookie);
  expect(location(entered)).toBe('/tray');
  expect(await meOf(api, entered)).toMatchObject({ name: 'Zoé', account: { terms: TERMS_VERSION } });
  for (const at of [api, two]) expect(location(await come(at, asked.cookie))).toBe('/?signin=oidc_failed');

  // The other way round, and led there from somewhere else.
  const [mine, theirs] = [await ask(two, {}), await ask(api, {})];
  const stolen = await answered(mine);
  expect(location(await stolen(api, theirs.cookie))).toBe('/?signin=oidc_failed');
  const again = await ask(two, {});
  expect(location(await (await answered(again))(api, again.cookie))).toBe('/');
  expect(await api.deps.db.selectFrom('account').select('providerId').execute()).toHaveLength(1);
  expect(await api.deps.db.selectFrom('session').select('id').execute()).toHaveLength(2);
});

test('nobody is led away from the board', async () => {
  await using provider = await startOpenIdProvider(CALLBACK, 'in_token');
  await using api = await apiWith(provider);
  provider.personIs(ZOE);
  await comeIn(api, provider, { terms: TERMS_VERSION });
  expect(await leads(api, provider, { returnTo: 'https://evil.example/' })).toBe('/');
  expect(await leads(api, provider, { returnTo: '//evil.example' })).toBe('/');
});

test('a provider that does not answer closes its own door alone', async () => {
  await using api = await testApi({ oidc: { name: 'Gone', issuer: 'http://127.0.0.1:9', ...CLIENT } });
  const ann = await api.join('Ann');
  expect(await refusal(await api.send('POST', '/api/auth/oidc', { body: {} }))).toBe('502 oidc_failed');
  expect((await api.send('POST', '/api/auth/sign-in/email', { body: { email: ann.email, password: PASSWORD } })).status).toBe(200);
  await using without = await testApi();
  expect(await refusal(await without.send('POST', '/api/auth/oidc', { body: {} }))).toBe('404 not_found');
});

test('while one joins by invitation, the provider’s people need one too', async () => {
  await using provider = await startOpenIdProvider(CALLBACK, 'in_token');
  await using api = await apiWith(provider);
  const chief = await api.join('Chief', { email: 'chief@oto.test' });
  await api.deps.db.updateTable('kill_switch').set({ enabled: false }).where('name', '=', 'open_signup').execute();
  provider.personIs(ZOE);
  expect(await leads(api, provider, { terms: TERMS_VERSION })).toBe('/?signin=invitation_needed');
  expect(await leads(api, provider, { terms: TERMS_VERSION, invitation: 'AAAA-AAAA-AAAA-AAAA' })).toBe('/?signin=bad_invitation');
  const made = await api.send('POST', '/api/operator/invitations', { cookie: chief.cookie, body: {} });
  const { invitations } = (await made.json()) as { invitations: { code: string }[] };
  expect(await leads(api, provider, { terms: TERMS_VERSION, invitation: invitations[0]?.code })).toBe('/');
});

function apiWith(provider: OpenIdProvider): Promise<TestApi> {
  return testApi({ oidc: { name: 'Acme', issuer: provider.issuer, ...CLIENT } });
}

async function ask(api: Pick<TestApi, 'send'>, body: object): Promise<{ readonly url: string; readonly cookie: string }> {
  const answer = await api.send('POST', '/api/auth/oidc', { body });
  expect(answer.status).toBe(200);
  return { url: ((await answer.json()) as { url: string }).url, cookie: cookieOf(answer) };
}

/** The whole round trip of a browser. */
async function comeIn(api: TestApi, provider: OpenIdProvider, body: object): Promise<Response> {
  const { url, cookie } = await ask(api, body);
  const back = new URL(await provider.walk(url, CALLBACK));
  return api.send('GET', `${back.pathname}${back.search}`, { cookie });
}

async function leads(api: TestApi, provider: OpenIdProvider, body: object): Promise<string | null> {
  return location(await comeIn(api, provider, body));
}

function location(answer: Response): string | null {
  return answer.headers.get('location');
}

type Answered = { readonly id: string; readonly account: { readonly confirmedUntil: string | null } };

async function meOf(api: Pick<TestApi, 'send'>, entered: Response): Promise<Answered> {
  const answer = await api.send('GET', '/api/me', { cookie: cookieOf(entered) });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Answered;
}
