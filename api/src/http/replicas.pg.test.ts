import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { newId } from '@oto/schema/base/id';
import type { Session } from '@oto/schema/contract/account';
import type { ApiKey, Pass } from '@oto/schema/contract/identity';
import type { ServerEvent } from '@oto/schema/contract/event';
import type { Claim } from '@oto/schema/contract/worker';
import { sweepLeases } from '../chore/sweep-leases.ts';
import { makeAuthenticator } from '../identity/testing/authenticator.ts';
import { recordEvent } from '../event/record.ts';
import { confirm } from '../privacy/testing/confirmed.ts';
import { newSigningKey } from '../pass/signer.ts';
import { ARMFUL, CONSENT, open, purchase } from '../payment/testing/counter.ts';
import { cookieOf, PASSWORD, refusal, type Person } from '../testing/api.ts';
import { readEvents } from '../testing/event-reader.ts';
import { report, stage, type Stage } from '../testing/generation.ts';
import { photograph } from '../testing/picture.ts';
import { replicaOf, type Replica } from '../testing/replica.ts';

/** Two apis over one database and one folder of media, as behind the proxy. */
let one: Stage;
let two: Replica;
let ann: Person;
beforeAll(async () => {
  one = await stage();
  two = await replicaOf(one);
  ann = await one.join('Ann', { email: 'ann@oto.test' });
});
afterAll(async () => {
  await two[Symbol.asyncDispose]();
  await one[Symbol.asyncDispose]();
});

/** Their engines are on offer for a while from now on. */
const workersCome = async () => {
  for (const name of ['left', 'right']) await one.hello(name, [{}, { id: 'builtin-image', kind: 'image', accepts: ['image'] }]);
};
const worker = () => ({ authorization: `Bearer ${one.deps.config.workerToken}` });
const claimAt = async (at: Pick<Replica, 'send'>, name: string, waitMs = 0): Promise<Claim | null> => {
  const answer = await at.send('POST', '/worker/claim', { headers: worker(), body: { worker: name, kinds: ['text', 'image'], waitMs } });
  return answer.status === 204 ? null : ((await answer.json()) as Claim);
};
const asWorker = (at: Pick<Replica, 'send'>, claim: Claim, method: string, path: string, body?: unknown, mime?: string) =>
  at.send(method, `/worker/jobs/${claim.job}${path}`, {
    headers: { authorization: `Bearer ${claim.pass}`, ...(mime === undefined ? {} : { 'content-type': mime }) },
    ...(body === undefined ? {} : { body }),
  });

test('who signs in at one is known to the other, and a session or key that ends at one opens nothing at the other', async () => {
  const entered = await one.send('POST', '/api/auth/sign-in/email', { body: { email: ann.email, password: PASSWORD } });
  const cookie = cookieOf(entered);
  const status = async (headers: Record<string, string>) => (await two.send('GET', '/api/creations?mine=1', { headers })).status;
  expect(await status({ cookie })).toBe(200);
  const { sessions } = (await (await two.send('GET', '/api/sessions', { cookie })).json()) as { sessions: Session[] };
  const current = sessions.find((session) => session.current)?.id ?? '';
  await confirm(one, { ...ann, cookie });
  const made = await one.send('POST', '/api/keys', { cookie, body: { name: 'pont', scopes: ['read'] } });
  const key = (await made.json()) as ApiKey;
  const bearer = { authorization: `Bearer ${key.secret}` };
  expect(await status(bearer)).toBe(200);

  expect((await one.send('DELETE', `/api/keys/${key.id}`, { cookie })).status).toBe(204);
  expect(await status(bearer)).toBe(401);
  expect((await one.send('DELETE', `/api/sessions/${current}`, { cookie: ann.cookie })).status).toBe(204);
  expect(await status({ cookie })).toBe(401);
});

test('a passkey asked for at one is added and enters at the other', async () => {
  const device = makeAuthenticator('oto.test', 'http://oto.test');
  await confirm(one, ann);
  const made = await one.send('POST', '/api/passkeys/options', { cookie: ann.cookie });
  const added = await two.send('POST', '/api/passkeys', {
    cookie: `${ann.cookie}; ${cookieOf(made)}`,
    body: { name: 'laptop', response: device.create((await made.json()) as { challenge: string }) },
  });
  expect(added.status).toBe(201);
  const asked = await two.send('POST', '/api/auth/passkey/options');
  const response = device.get((await asked.json()) as { challenge: string });
  const entered = await one.send('POST', '/api/auth/passkey', { cookie: cookieOf(asked), body: { response } });
  expect(entered.status).toBe(200);
});

test('what is promised of attempts is counted together', async () => {
  const email = 'bob@oto.test';
  await one.join('Bob', { email });
  const attempt = (at: Pick<Replica, 'send'>, n: number) =>
    at.send('POST', '/api/auth/sign-in/email', { body: { email, password: 'wrong password' }, ip: `192.0.2.${n}` });
  const answers = [];
  for (let n = 0; n < 6; n++) answers.push(await attempt(n % 2 === 0 ? one : two, n));
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429]);

  const file = (at: Pick<Replica, 'send'>) =>
    at.send('POST', '/api/inputs', { cookie: ann.cookie, body: Buffer.from('no picture'), headers: { 'content-type': 'image/png' } });
  const sent = await Promise.all(Array.from({ length: 32 }, (_none, n) => file(n % 2 === 0 ? one : two)));
  expect(sent.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(2);
});

test('a stream of one tells what was recorded at the other, and is gone on with there without loss', async () => {
  const notice = (code: string): ServerEvent => ({ type: 'notice', at: new Date().toISOString(), level: 'info', code });
  const record = (deps: Replica['deps'], code: string) => deps.db.transaction().execute((trx) => recordEvent(trx, ann.uuid, notice(code)));
  const leaving = await replicaOf(one);
  const stream = await readEvents(leaving, ann);
  await stream.next();
  await record(one.deps, 'first');
  await record(two.deps, 'second');
  const heard = [await stream.next(), await stream.next()];
  expect(heard.map(({ event }) => event)).toMatchObject([{ code: 'first' }, { code: 'second' }]);

  leaving.leave();
  await expect(stream.next()).rejects.toThrow('the stream ended');
  await record(one.deps, 'third');
  const again = await readEvents(two, ann, heard[0]?.id);
  await again.next();
  const later = record(one.deps, 'fourth');
  const codes = [];
  for (let n = 0; n < 3; n++) codes.push((await again.next()).event);
  expect(codes).toMatchObject([{ code: 'second' }, { code: 'third' }, { code: 'fourth' }]);
  await later;
  await again.close();
  await leaving[Symbol.asyncDispose]();
});

test('two workers at two apis never take one job, and who waits at one hears what is ordered at the other', async () => {
  await workersCome();
  const agent = await one.agent(ann);
  const waiting = claimAt(two, 'right', 20_000);
  const first = await one.order(ann, 'text', { agents: [agent.id], prompt: 'Un' });
  const got = await waiting;
  expect(got?.job).toBe(first.id);
  if (!got) throw new Error('no claim');
  await asWorker(one, got, 'POST', '/finish', report(got));

  const orders = await Promise.all(['Deux', 'Trois'].map((prompt) => one.order(ann, 'text', { agents: [agent.id], prompt })));
  const claims = await Promise.all([claimAt(one, 'left'), claimAt(two, 'right'), claimAt(one, 'left'), claimAt(two, 'right')]);
  const taken = claims.flatMap((claim) => (claim ? [claim.job] : []));
  expect(taken.toSorted()).toEqual(orders.map(({ id }) => id).toSorted());

  // A cancel at one is heard by the worker that waits at the other; the second is lost, and swept once.
  const [stopped, lost] = claims.flatMap((claim) => (claim ? [claim] : []));
  if (!stopped || !lost) throw new Error('no claims');
  const signal = asWorker(two, stopped, 'GET', '/signal?waitMs=20000');
  expect((await one.send('POST', `/api/jobs/${stopped.job}/cancel`, { cookie: ann.cookie })).status).toBeLessThan(300);
  expect(await (await signal).json()).toEqual({ cancelled: true });
  expect((await asWorker(two, stopped, 'POST', '/finish', report(stopped))).status).toBe(409);
  const later = () => new Date(Date.now() + 3_600_000);
  const swept = await Promise.all([one, two].map(({ deps }) => sweepLeases({ ...deps, now: later })));
  expect(swept.toSorted((a, b) => a - b)).toEqual([0, 1]);
  await one.send('POST', `/api/jobs/${lost.job}/cancel`, { cookie: ann.cookie });
  expect((await one.wallet(ann)).held).toBe(0);
});

test('a generation whose file came to one is finished at the other; both show it under the same tag', async () => {
  await workersCome();
  const painter = await one.agent(ann, { kind: 'image', name: 'Pinceau' });
  const job = await one.order(ann, 'image', { agents: [painter.id], prompt: 'La mer', where: 'board' });
  const claim = await claimAt(one, 'left');
  if (!claim) throw new Error('no claim');
  expect((await asWorker(one, claim, 'PUT', '/media/0/main', await photograph(3, 'png'), 'image/png')).status).toBe(200);
  expect((await asWorker(two, claim, 'POST', '/finish', report(claim))).status).toBe(200);
  for (const path of [`/media/${job.creation}/main`, `/share/${job.creation}.jpg`, `/api/cards?ids=${job.creation}`]) {
    const tags = await Promise.all([one, two].map(async ({ send }) => (await send('GET', path)).headers.get('etag')));
    expect([path, tags[0] !== null, tags[0] === tags[1]]).toEqual([path, true, true]);
    const known = await two.send('GET', path, { headers: { 'if-none-match': tags[0] ?? '' } });
    expect(known.status).toBe(304);
  }
});

test('a pass of one is believed by the other’s keys, also while the keys are being changed', async () => {
  const pass = async (at: Pick<Replica, 'send'>) =>
    ((await (await at.send('POST', '/api/pass', { cookie: ann.cookie })).json()) as Pass).token;
  const keys = async (at: Pick<Replica, 'send'>) =>
    createLocalJWKSet((await (await at.send('GET', '/.well-known/jwks.json')).json()) as JSONWebKeySet);
  await jwtVerify(await pass(one), await keys(two));
  await using next = await replicaOf(one, { signingKey: await newSigningKey(), retiredKeys: [one.deps.config.signingKey] });
  await jwtVerify(await pass(one), await keys(next));
  await jwtVerify(await pass(next), await keys(next));
  await workersCome();
  const agent = await one.agent(ann);
  await one.order(ann, 'text', { agents: [agent.id], prompt: 'Clé' });
  const claim = await claimAt(two, 'right');
  if (!claim) throw new Error('no claim');
  expect((await asWorker(next, claim, 'POST', '/finish', report(claim))).status).toBe(200);
});

test('what operators decide at one holds at the other, and a payment page opens at both', async () => {
  const chief = await one.join('Chief', { email: 'chief@oto.test' });
  const turn = (enabled: boolean) =>
    one.send('PUT', '/api/operator/switches', { cookie: chief.cookie, body: { name: 'purchase', enabled } });
  const { id, session } = await open(one, ann);
  const form = { body: '', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
  expect((await two.send('GET', `/test-payments/${session}`)).status).toBe(200);
  expect((await two.send('POST', `/test-payments/${session}/pay`, form)).status).toBe(303);
  await two.deps.payments.desk?.settled();
  expect((await purchase(one, ann, id)).state).toBe('granted');
  await turn(false);
  const refused = await two.send('POST', '/api/purchases', {
    cookie: ann.cookie,
    body: { pack: ARMFUL.id, consent: CONSENT },
    headers: { 'idempotency-key': newId() },
  });
  expect(await refusal(refused)).toBe('503 purchase_off');
  const site = (await (await two.send('GET', '/api/site')).json()) as { payments: string };
  expect(site.payments).toBe('off');
  await turn(true);
});
