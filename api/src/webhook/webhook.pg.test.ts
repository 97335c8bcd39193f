import fc from 'fast-check';
import { sql } from 'kysely';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId, uuidFromId } from '@oto/schema/base/id';
import { WEBHOOK_DATA, WEBHOOK_TYPES, webhookBody, type WebhookDelivery, type WebhookEndpoint } from '@oto/schema/contract/webhook';
import type { Deps } from '../deps.ts';
import { makeLogger } from '../http/logger.ts';
import { confirm } from '../privacy/testing/confirmed.ts';
import { unzip } from '@oto/ops/testing/unzip';
import { receiver, type Receiver } from '@oto/ops/testing/webhook-receiver';
import { buy, deskOf } from '../payment/testing/counter.ts';
import { refusal, type Person } from '../testing/api.ts';
import { stage, type Stage } from '../testing/generation.ts';
import { AT_ONCE, claimDue, untilClaim } from './claim.ts';
import { emitWebhook } from './emit.ts';
import { makePoster } from './post.ts';
import { pruneWebhooks } from './prune.ts';
import { secretBox } from './secret.ts';
import { FAILING_MS, FAILURES_MIN, settle, WAITS_MS } from './settle.ts';
import { posterOf, send, startWebhooks } from './start-webhooks.ts';

const DAY_MS = 86_400_000;
const never = new AbortController().signal;

let api: Stage;
let chief: Person;
let there: Receiver;
beforeAll(async () => {
  api = await stage({ limitsFactor: 100, deploy: { branch: 'main', github: null, token: 't'.repeat(40) } });
  chief = await api.join('Chief', { email: 'chief@oto.test' });
  there = await receiver();
});
afterAll(async () => {
  await there[Symbol.asyncDispose]();
  await api[Symbol.asyncDispose]();
});
beforeEach(async () => {
  const { db } = api.deps;
  for (const table of ['webhook_delivery', 'webhook_event', 'webhook_endpoint'] as const) await db.deleteFrom(table).execute();
  there.received.length = 0;
  there.answer = (_request, response) => response.writeHead(204).end();
});

const ask = (method: string, path: string, body?: unknown) =>
  api.send(method, `/api/operator/${path}`, { cookie: chief.cookie, ...(body === undefined ? {} : { body }) });
async function make(events: readonly string[] = WEBHOOK_TYPES, url = there.url): Promise<WebhookEndpoint & { readonly secret: string }> {
  const answer = await ask('POST', 'webhooks', { url, events, note: 'for a test' });
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([201, 'no-store']);
  return (await answer.json()) as WebhookEndpoint & { readonly secret: string };
}
const list = async (query = '') =>
  ((await (await ask('GET', `deliveries${query}`)).json()) as { deliveries: WebhookDelivery[] }).deliveries;
const at = (ms: number, deps: Deps = api.deps): Deps => ({ ...deps, now: () => new Date(Date.now() + ms) });
/** One round of a replica: all that is due, to its end. */
async function round(deps: Deps = api.deps): Promise<number> {
  const claimed = await claimDue(deps, 32);
  const box = secretBox(deps.config.authSecret);
  await Promise.all(claimed.map((one) => send(deps, box, posterOf(deps), one, never)));
  return claimed.length;
}
const emit = (key: string, db = api.deps.db) =>
  db
    .transaction()
    .execute((trx) => emitWebhook(trx, new Date(), { type: 'creation.hidden', key, data: () => ({ id: newId(), kind: 'text' }) }));

test('every fact is told to whoever listens, signed, with public facts alone', async () => {
  const all = await make();
  const some = await make(['agent.published'], `${there.url}/some`);
  const off = await make(WEBHOOK_TYPES, `${there.url}/off`);
  await ask('PATCH', `webhooks/${off.id}`, { enabled: false });

  const ann = await api.join('Ann', { email: 'ann-private@oto.test' });
  const agent = await api.agent(ann, { name: 'Plume', instructions: 'Words of the agent' });
  const board = await api.order(ann, 'text', { agents: [agent.id], prompt: 'A prompt on the board', where: 'board', title: 'Le phare' });
  const claim = await api.claim(['text']);
  if (!claim) throw new Error('no claim');
  for (let turn = 0; turn < 2; turn++) await api.finish(claim);
  await api.order(ann, 'text', { agents: [agent.id], prompt: 'A private prompt', where: 'private', title: 'A private title' });
  const secret = await api.claim(['text']);
  if (!secret) throw new Error('no claim');
  await api.finish(secret);
  const bob = await api.join('Bob');
  for (let turn = 0; turn < 2; turn++) {
    const report = { subject: 'creation', id: board.creation, reason: 'spam', words: 'Words of a report' };
    await api.send('POST', '/api/reports', { cookie: bob.cookie, body: report });
    await ask('POST', 'hide', { type: 'creation', id: board.creation, hidden: true, reason: 'because' });
    const body = { member: ann.id, amount: 5, reason: 'Words of a grant' };
    await api.send('POST', '/api/operator/grant', { cookie: chief.cookie, body, headers: { 'idempotency-key': 'one-grant' } });
  }
  const bought = await buy(api, ann);
  await deskOf(api)
    .act(bought.session, 'pay')
    .catch(() => undefined);
  await deskOf(api).settled();
  const deploy = (await (await ask('POST', 'deploys')).json()) as { id: string };
  const host = { authorization: `Bearer ${'t'.repeat(40)}` };
  await api.send('POST', '/api/deploy/claim', { headers: host });
  for (let turn = 0; turn < 2; turn++)
    await api.send('POST', `/api/deploy/requests/${deploy.id}?outcome=done&commit=${'1'.repeat(40)}`, { headers: host });

  while ((await round()) > 0);
  const told = there.received
    .filter(({ path }) => path === '/in')
    .map(({ body }) => JSON.parse(body) as { type: keyof typeof WEBHOOK_DATA });
  expect(told.map(({ type }) => type).toSorted()).toEqual([
    'agent.published',
    'creation.hidden',
    'creation.published',
    'deploy.finished',
    'member.joined',
    'member.joined',
    'payment.completed',
    'report.opened',
    'tokens.granted',
    'tokens.granted',
  ]);
  for (const one of told) webhookBody(one.type, WEBHOOK_DATA[one.type]).parse(one);
  expect(told.find(({ type }) => type === 'creation.published')).toMatchObject({
    data: { id: board.creation, title: 'Le phare', url: `http://oto.test/n/${board.creation}`, author: { name: 'Ann' } },
  });
  expect(there.received.filter(({ path }) => path === '/in/some').map(({ body }) => (JSON.parse(body) as { type: string }).type)).toEqual([
    'agent.published',
  ]);
  expect(there.received.filter(({ path }) => path === '/in/off')).toEqual([]);
  for (const { body, headers, path } of there.received) {
    const endpoint = path === '/in' ? all : some;
    expect(new Webhook(endpoint.secret).verify(body, headers)).toEqual(JSON.parse(body));
    expect(() => new Webhook(path === '/in' ? some.secret : all.secret).verify(body, headers)).toThrow('No matching signature');
    for (const word of ['@oto.test', 'prompt', 'private', 'Words of', 'cs_test', 'because']) expect(body).not.toContain(word);
  }
});

test('money that goes back is told once, and a dispute at each of its turns', async () => {
  await make(['payment.refunded', 'payment.disputed']);
  const ann = await api.join('Rita');
  await confirm(api, ann);
  await confirm(api, chief);
  const [one, two] = [await buy(api, ann), await buy(api, ann)];
  await api.send('POST', `/api/operator/purchases/${one.id}/refund`, {
    cookie: chief.cookie,
    body: { reason: 'a gesture' },
    headers: { 'idempotency-key': 'one-refund' },
  });
  for (const deed of ['dispute', 'win'] as const) {
    await deskOf(api).act(two.session, deed);
    await deskOf(api).settled();
  }
  while ((await round()) > 0);
  const told = there.received.map(
    ({ body }) => JSON.parse(body) as { type: string; data: { purchase: string; state?: string; cents: number } },
  );
  const lines = told.map(({ type, data }) => `${type} ${data.purchase} ${data.state ?? ''} ${data.cents}`);
  expect(lines.toSorted()).toEqual(
    [`payment.disputed ${two.id} open 1000`, `payment.disputed ${two.id} won 1000`, `payment.refunded ${one.id}  1000`].toSorted(),
  );
});

test('a row an endpoint and fact: however often, however many at once, and none of what was rolled back', async () => {
  await make(['creation.hidden']);
  await make(['creation.hidden', 'member.joined']);
  await make(['member.joined']);
  const deed = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd', 'e'), kept: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(deed, { minLength: 1, maxLength: 6 }), { maxLength: 4 }), async (waves) => {
      for (const table of ['webhook_delivery', 'webhook_event'] as const) await api.deps.db.deleteFrom(table).execute();
      for (const wave of waves) {
        await Promise.all(
          wave.map(({ key, kept }) =>
            api.deps.db
              .transaction()
              .execute(async (trx) => {
                await emitWebhook(trx, new Date(), { type: 'creation.hidden', key, data: () => ({ id: newId(), kind: 'text' }) });
                if (!kept) throw new Error('rolled back');
              })
              .catch(() => undefined),
          ),
        );
      }
      const kept = new Set(waves.flat().flatMap(({ key, kept: stays }) => (stays ? [key] : [])));
      expect(await list()).toHaveLength(2 * kept.size);
    }),
    { seed: 12, numRuns: 15 },
  );
});

test('what its sender never told of is sent again by another replica, under the same id; the late word of the first is void', async () => {
  const { secret } = await make();
  await emit('lost');
  const [lost] = await claimDue(api.deps, 32);
  if (!lost) throw new Error('nothing claimed');
  expect(await round()).toBe(0);
  expect(await untilClaim(api.deps)).toBeGreaterThan(0);
  const later = at(61_000);
  const posted = await posterOf(api.deps)(lost.url, {}, lost.body, never);
  expect(await round(later)).toBe(1);
  const [, second] = there.received;
  expect(second?.body).toBe(lost.body);
  await settle(later, lost, { type: 'unanswered', error: 'timeout' });
  expect([posted.type, await list()]).toMatchObject(['answered', [{ state: 'delivered', status: 204, tries: 2, error: null }]]);
  if (!second) throw new Error('sent once only');
  expect(new Webhook(secret).verify(second.body, second.headers)).toEqual(JSON.parse(lost.body));
  expect((await list())[0]?.message).toBe(second.headers['webhook-id']);
});

test('replicas take each once, and never more at a time for one endpoint than it is to bear', async () => {
  await make();
  await make(WEBHOOK_TYPES, `${there.url}/two`);
  await Promise.all(Array.from({ length: 3 * AT_ONCE }, (_, index) => emit(`many ${index}`)));
  const claims = (await Promise.all(Array.from({ length: 6 }, () => claimDue(api.deps, 32)))).flat();
  expect(new Set(claims.map(({ id }) => id)).size).toBe(claims.length);
  expect(claims).toHaveLength(2 * AT_ONCE);
  const box = secretBox(api.deps.config.authSecret);
  await Promise.all(claims.map((one) => send(api.deps, box, posterOf(api.deps), one, never)));
  while ((await round()) > 0);
  expect(there.received).toHaveLength(2 * 3 * AT_ONCE);
  expect(new Set((await list()).map(({ state }) => state))).toEqual(new Set(['delivered']));
});

test('what fails is tried with growing waits, then given up, and sent again when asked', async () => {
  const endpoint = await make();
  there.answer = (_request, response) => response.writeHead(500).end('x'.repeat(5000));
  await emit('failing');
  let clock = 0;
  for (const wait of WAITS_MS) {
    expect(await round(at(clock))).toBe(1);
    const [row] = await list();
    expect(row).toMatchObject({ state: 'waiting', status: 500, answer: 'x'.repeat(1024) });
    expect(await round(at(clock + wait * 0.7))).toBe(0);
    clock += wait * 1.3;
  }
  expect(await round(at(clock))).toBe(1);
  expect(await list()).toMatchObject([{ state: 'failed', tries: WAITS_MS.length + 1, nextAt: null }]);
  expect(await list('?state=waiting')).toEqual([]);
  expect(await untilClaim(api.deps)).toBeNull();
  expect(((await (await ask('GET', 'webhooks')).json()) as { endpoints: unknown[] }).endpoints).toMatchObject([
    { failed: 1, enabled: true },
  ]);

  there.answer = (_request, response) => response.writeHead(200).end('thanks');
  const since = new Date(Date.now() - DAY_MS).toISOString();
  expect(await (await ask('POST', 'deliveries/replay', { since, endpoint: newId() })).json()).toEqual({ replayed: 0 });
  expect(await (await ask('POST', 'deliveries/replay', { since, endpoint: endpoint.id })).json()).toEqual({ replayed: 1 });
  expect(await round()).toBe(1);
  const [sent] = await list(`?endpoint=${endpoint.id}&type=creation.hidden`);
  expect(sent).toMatchObject({ state: 'delivered', answer: 'thanks', tries: 1 });
  expect((await ask('POST', `deliveries/${sent?.id}/replay`)).status).toBe(200);
  expect(await round()).toBe(1);
  expect(new Set(there.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(await refusal(await ask('POST', 'deliveries/999999/replay'))).toBe('404 not_found');
});

test('an endpoint that is gone, or that nothing gets through to for days, is switched off, and operators are told', async () => {
  const { db } = api.deps;
  const gone = await make();
  there.answer = (_request, response) => response.writeHead(410).end();
  await emit('gone');
  await round();
  const mails = async () =>
    (await db.selectFrom('mail').select(['recipient', 'body_text']).where('subject', 'like', '%webhook%').execute()).length;
  const endpoints = async () => ((await (await ask('GET', 'webhooks')).json()) as { endpoints: WebhookEndpoint[] }).endpoints;
  expect(await endpoints()).toMatchObject([{ enabled: false, offBecause: 'gone', failed: 1 }]);
  const before = await mails();
  expect(before).toBeGreaterThan(0);
  await emit('while it is off');
  expect(await list()).toHaveLength(1);
  await ask('PATCH', `webhooks/${gone.id}`, { enabled: true });
  expect(await endpoints()).toMatchObject([{ enabled: true, offBecause: null, failingSince: null }]);

  there.answer = (_request, response) => response.writeHead(503).end();
  for (let index = 1; index < FAILURES_MIN; index++) {
    await emit(`failure ${index}`);
    await round();
  }
  expect(await endpoints()).toMatchObject([{ enabled: true }]);
  await emit('days later');
  await round(at(FAILING_MS - 60_000));
  expect(await endpoints()).toMatchObject([{ enabled: true }]);
  await emit('five days later');
  await round(at(FAILING_MS + 60_000));
  expect(await endpoints()).toMatchObject([{ enabled: false, offBecause: 'failing' }]);
  expect(await mails()).toBe(before * 2);
});

test('redirects are not followed, silence ends, and nobody leads us inside', async () => {
  await make();
  there.answer = (_request, response) => response.writeHead(302, { location: `${there.url}/elsewhere` }).end();
  await emit('redirect');
  await round();
  expect(await list()).toMatchObject([{ state: 'waiting', status: 302 }]);
  expect(there.received.map(({ path }) => path)).toEqual(['/in']);

  there.answer = () => undefined;
  const [url, headers] = [there.url, {}];
  expect(await makePoster({ allowed: ['127.0.0.1'], withinMs: 30 })(url, headers, '{}', never)).toEqual({
    type: 'unanswered',
    error: 'timeout',
  });
  const stopping = new AbortController();
  there.answer = () => stopping.abort();
  expect(await makePoster({ allowed: ['127.0.0.1'] })(url, headers, '{}', stopping.signal)).toEqual({
    type: 'unanswered',
    error: 'stopped',
  });

  for (const inside of ['https://10.0.0.1/', 'http://example.org/', 'https://[::ffff:7f00:1]/', 'https://169.254.169.254/'])
    expect(await refusal(await ask('POST', 'webhooks', { url: inside, events: ['member.joined'] }))).toBe('400 bad_request');
  const closed: Deps = { ...api.deps, config: { ...api.deps.config, webhookAllowHosts: [] } };
  await emit('no longer allowed');
  await round(closed);
  expect((await list())[0]).toMatchObject({ error: 'closed_address', status: null });
});

test('a secret is told twice, when it is made and when it is replaced; then it is nowhere in the clear', async () => {
  const lines: string[] = [];
  const log = makeLogger('trace', { write: (line: string) => void lines.push(line) });
  const first = await make();
  const rotated = (await (await ask('POST', `webhooks/${first.id}/rotate`)).json()) as { secret: string; secretBeforeUntil: string };
  expect(rotated.secret).not.toBe(first.secret);
  expect(Date.parse(rotated.secretBeforeUntil)).toBeGreaterThan(Date.now());
  // A receiver that says what it should not.
  there.answer = (_request, response) => response.writeHead(500).end(`wrong key ${first.secret} ${rotated.secret}`);
  await emit('both sign');
  await round({ ...api.deps, log });
  await emit('the new one alone signs');
  await round(at(2 * DAY_MS, { ...api.deps, log }));
  const [both] = there.received;
  const alone = there.received.at(-1);
  if (!both || !alone) throw new Error('nothing received');
  for (const { secret } of [first, rotated]) expect(new Webhook(secret).verify(both.body, both.headers)).toBeDefined();
  expect(alone.headers['webhook-signature'].split(' ')).toHaveLength(1);

  await confirm(api, chief);
  const answers = await Promise.all(['webhooks', 'deliveries', 'audit', 'logs'].map(async (path) => (await ask('GET', path)).text()));
  const exported = await api.send('GET', '/api/me/export', { cookie: chief.cookie });
  const files = [...unzip(Buffer.from(await exported.arrayBuffer())).values()].map(String);
  const { rows } = await sql<{ row: string }>`
    select e::text as row from webhook_endpoint e union all select d::text from webhook_delivery d
    union all select v::text from webhook_event v union all select a::text from audit_log a
    union all select l::text from log_line l`.execute(api.deps.db);
  const seen = [...answers, ...files, ...lines, ...rows.map(({ row }) => row)].join('\n');
  for (const { secret } of [first, rotated]) {
    const key = secret.slice('whsec_'.length);
    for (const trace of [key, Buffer.from(key, 'base64').toString(), Buffer.from(secret).toString('hex'), Buffer.from(key).toString('hex')])
      expect(seen.includes(trace)).toBe(false);
  }
  expect(lines.length).toBeGreaterThan(0);

  const stranger: Deps = { ...api.deps, config: { ...api.deps.config, authSecret: 'z'.repeat(40) } };
  await emit('sealed by another');
  await round(stranger);
  expect((await list())[0]).toMatchObject({ error: 'secret_unreadable' });

  expect((await ask('DELETE', `webhooks/${first.id}`)).status).toBe(204);
  expect(await api.deps.db.selectFrom('webhook_endpoint').select(['secret', 'secret_before']).execute()).toEqual([
    { secret: null, secret_before: null },
  ]);
  expect(new Set((await list()).map(({ state }) => state))).toEqual(new Set(['failed']));
  for (const path of [`webhooks/${first.id}/test`, `webhooks/${first.id}/rotate`, `deliveries/${(await list())[0]?.id}/replay`])
    expect(await refusal(await ask('POST', path))).toBe('404 not_found');
});

test('the loop sends what comes, beside another replica, and what it is at when it ends is not lost', async () => {
  const endpoint = await make();
  const loops = [await startWebhooks(api.deps), await startWebhooks(api.deps)];
  const answered = Promise.withResolvers<void>();
  there.answer = (_request, response) => {
    response.writeHead(204).end();
    if (there.received.length === 10) answered.resolve();
  };
  expect((await ask('POST', `webhooks/${endpoint.id}/test`)).status).toBe(200);
  for (let index = 0; index < 9; index++) await emit(`looped ${index}`);
  await answered.promise;
  expect(new Set(there.received.map(({ headers }) => headers['webhook-id'])).size).toBe(10);
  const held = Promise.withResolvers<void>();
  there.answer = () => held.resolve();
  await emit('held');
  await held.promise;
  await Promise.all(loops.map((loop) => loop.stop()));
  expect((await list())[0]).toMatchObject({ state: 'waiting', tries: 0, error: 'stopped' });
  there.answer = (_request, response) => response.writeHead(204).end();
  expect(await round()).toBe(1);
  expect(await list('?state=delivered')).toHaveLength(11);
  await pruneWebhooks(at(29 * DAY_MS));
  expect(await list()).toHaveLength(11);
  await pruneWebhooks(at(31 * DAY_MS));
  expect(await list()).toEqual([]);
  expect(await api.deps.db.selectFrom('webhook_event').select('id').execute()).toEqual([]);
});

test('a program rechecks a purchase by its session, with a key for that alone, and can say no amount', async () => {
  const ann = await api.join('Nina');
  const keyOf = async (who: Person, scopes: readonly string[]) => {
    const answer = await api.send('POST', '/api/keys', { cookie: who.cookie, body: { name: 'n8n', scopes } });
    return ((await answer.json()) as { secret: string }).secret;
  };
  const recheck = (key: string, body: unknown) =>
    api.send('POST', '/api/purchases/recheck', { body, headers: { authorization: `Bearer ${key}` } });
  const operators = await keyOf(chief, ['recheck']);
  deskOf(api).postTo(async () => 503);
  const bought = await buy(api, ann);
  const granted = () =>
    sql`select from ledger.transfer where key = ${`purchase:${uuidFromId(bought.id)}`}`
      .execute(api.deps.db)
      .then(({ rows }) => rows.length);
  expect(await granted()).toBe(0);
  expect(await refusal(await recheck(await keyOf(chief, ['read', 'wallet']), { session: bought.session }))).toBe('403 missing_scope');
  expect(await refusal(await recheck(await keyOf(await api.join('Otto'), ['recheck']), { session: bought.session }))).toBe('404 not_found');
  for (const more of [{ amount: 5 }, { tokens: 1000 }, { cents: 1 }])
    expect(await refusal(await recheck(operators, { session: bought.session, ...more }))).toBe('400 bad_request');
  expect(await refusal(await recheck(operators, { session: 'cs_test_unknown0' }))).toBe('404 not_found');
  const answers = await Promise.all(Array.from({ length: 4 }, () => recheck(operators, { session: bought.session })));
  for (const answer of answers) expect(await answer.json()).toEqual({ purchase: bought.id, state: 'granted', settled: true });
  expect(await granted()).toBe(1);
  expect((await recheck(await keyOf(ann, ['recheck']), { session: bought.session })).status).toBe(200);
});

test('what endpoints are sent is described', async () => {
  const { webhooks } = (await (await api.send('GET', '/openapi.json')).json()) as { webhooks: Record<string, { post: object }> };
  expect(Object.keys(webhooks)).toEqual([...WEBHOOK_TYPES, 'webhook.test']);
  expect(webhooks['payment.completed']?.post).toMatchObject({
    requestBody: { content: { 'application/json': { schema: { additionalProperties: false, properties: { version: { const: 1 } } } } } },
  });
});
