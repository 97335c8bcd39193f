import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Deploy, Deploys } from '@oto/schema/contract/deploy';
import { newId } from '@oto/schema/base/id';
import { refusal, testApi, type Person, type TestApi } from '../testing/api.ts';

const SECRET = 'k'.repeat(40);
const TOKEN = 't'.repeat(40);
const [ONE, TWO] = ['1', '2'].map((digit) => digit.repeat(40)) as [string, string];

let api: TestApi;
let chief: Person;
beforeAll(async () => {
  api = await testApi({ deploy: { branch: 'main', github: { secret: SECRET, repository: 'oto/oto' }, token: TOKEN }, limitsFactor: 100 });
  chief = await api.join('Chief', { email: 'chief@oto.test' });
});
beforeEach(() => api.deps.db.deleteFrom('deploy_request').execute());
afterAll(() => api[Symbol.asyncDispose]());

const push = (commit = ONE, over: object = {}) => ({
  ref: 'refs/heads/main',
  after: commit,
  repository: { full_name: 'oto/oto' },
  head_commit: { message: 'Draw straighter lines\n\nand more' },
  pusher: { name: 'ada' },
  ...over,
});
type Sent = { readonly event?: string; readonly delivery?: string; readonly secret?: string; readonly signature?: string };
function deliver(body: unknown, { event = 'push', delivery = randomUUID(), secret = SECRET, signature }: Sent = {}) {
  const bytes = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  const signed = signature ?? `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`;
  const headers = { 'x-github-event': event, 'x-github-delivery': delivery, 'x-hub-signature-256': signed };
  return api.send('POST', '/api/github/webhook', { body: bytes, headers });
}
const asHost = (path: string, body?: string, token = TOKEN) =>
  api.send('POST', path, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'text/plain' },
    ...(body === undefined ? {} : { body }),
  });
const claim = () => asHost('/api/deploy/claim');
const list = async () => ((await (await api.send('GET', '/api/operator/deploys', { cookie: chief.cookie })).json()) as Deploys).deploys;
const ask = () => api.send('POST', '/api/operator/deploys', { cookie: chief.cookie });

test('a signed push is written down once, however often it comes', async () => {
  const delivery = randomUUID();
  const answers = await Promise.all(Array.from({ length: 8 }, () => deliver(push(), { delivery })));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202));
  expect(await list()).toMatchObject([
    { state: 'asked', by: { type: 'github', login: 'ada' }, commit: ONE, title: 'Draw straighter lines', log: '' },
  ]);
  await deliver(push(), { delivery: delivery.toUpperCase() });
  expect(await list()).toHaveLength(1);
});

test.each<[string, unknown, Sent]>([
  ['a ping', { zen: 'Keep it logically awesome.' }, { event: 'ping' }],
  ['another event', push(), { event: 'pull_request' }],
  ['another branch', push(ONE, { ref: 'refs/heads/mine' }), {}],
  ['a tag of the same name', push(ONE, { ref: 'refs/tags/main' }), {}],
  ['another repository', push(ONE, { repository: { full_name: 'evil/oto' } }), {}],
  ['the branch deleted', push('0'.repeat(40), { deleted: true }), {}],
  ['a commit that is none', push('main; rm -rf /'), {}],
  ['no delivery', push(), { delivery: '' }],
  ['a delivery that is no name', push(), { delivery: "x'; drop table deploy_request; --" }],
  ['words', 'not JSON', {}],
  ['bytes that are no text', Uint8Array.of(0x7b, 0xff, 0x7d), {}],
  ['a list', '[]', {}],
])('what is signed and asks for nothing here is taken without a word: %s', async (_what, body, sent) => {
  const answer = await deliver(body, sent);
  expect([answer.status, await answer.text()]).toEqual([202, '']);
  expect(await list()).toEqual([]);
});

test.each<[string, Sent]>([
  ['with another secret', { secret: 'another' }],
  ['by the older scheme', { signature: `sha1=${createHmac('sha1', SECRET).update(JSON.stringify(push())).digest('hex')}` }],
  ['not at all', { signature: '' }],
  ['in capitals', { signature: `sha256=${createHmac('sha256', SECRET).update(JSON.stringify(push())).digest('hex').toUpperCase()}` }],
  ['too short', { signature: 'sha256=00' }],
  [
    'over other bytes',
    {
      signature: `sha256=${createHmac('sha256', SECRET)
        .update(`${JSON.stringify(push())} `)
        .digest('hex')}`,
    },
  ],
])('a push that is signed %s is refused and leaves no trace', async (_what, sent) => {
  expect(await refusal(await deliver(push(), sent))).toBe('400 bad_signature');
  expect(await list()).toEqual([]);
});

test('a push too large is refused before it is read', async () => {
  const huge = JSON.stringify(push(ONE, { commits: 'x'.repeat(1024 * 1024) }));
  expect(await refusal(await deliver(huge))).toBe('413 payload_too_large');
  expect(await list()).toEqual([]);
});

test('the host takes the newest, one at a time, and says what came of it', async () => {
  await deliver(push(ONE));
  await deliver(push(TWO));
  const claims = await Promise.all(Array.from({ length: 6 }, claim));
  expect(claims.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 204, 204, 204, 204, 204]);
  const taken = claims.find(({ status }) => status === 200) ?? Response.error();
  const { id, commit } = (await taken.json()) as { readonly id: string; readonly commit: string };
  expect(commit).toBe(TWO);
  expect((await list()).map(({ state }) => state)).toEqual(['running', 'overtaken']);

  const words = 'building images\npostgres://oto:hunter2@postgres/oto\nthe version before serves again';
  const outcome = `/api/deploy/requests/${id}?outcome=rolled_back&commit=${ONE}`;
  for (let turn = 0; turn < 2; turn++) expect((await asHost(outcome, words)).status).toBe(204);
  const [told] = await list();
  expect(told).toMatchObject({ state: 'rolled_back', deployed: ONE, log: expect.stringContaining('building images\n') });
  expect(told?.log).not.toContain('hunter2');
  expect((await claim()).status).toBe(204);
});

test('a host with another token, or with none, learns nothing and changes nothing', async () => {
  await deliver(push());
  for (const answer of [
    await asHost('/api/deploy/claim', undefined, 'x'.repeat(40)),
    await api.send('POST', '/api/deploy/claim'),
    await api.send('POST', '/api/deploy/claim', { cookie: chief.cookie }),
    await asHost(`/api/deploy/requests/${newId()}?outcome=done&commit=${ONE}`, '', 'x'.repeat(40)),
  ]) {
    expect(await refusal(answer)).toBe('401 bad_credential');
  }
  expect(await refusal(await asHost(`/api/deploy/requests/${newId()}?outcome=done&commit=${ONE}`))).toBe('404 not_found');
  expect(await refusal(await asHost(`/api/deploy/requests/${newId()}?outcome=asked&commit=${ONE}`))).toBe('400 bad_request');
  expect((await list()).map(({ state }) => state)).toEqual(['asked']);
});

test('an operator asks once for as long as it waits, which is audited; a host that fell silent does not hold up the next', async () => {
  const first = (await (await ask()).json()) as Deploy;
  expect(first).toMatchObject({ state: 'asked', by: { type: 'operator', name: 'Chief' }, commit: null });
  expect(await (await ask()).json()).toEqual(first);
  const audited = await api.deps.db.selectFrom('audit_log').select(['actor_id', 'subject']).where('action', '=', 'deploy_ask').execute();
  expect(audited).toEqual([{ actor_id: chief.uuid, subject: first.id }]);

  expect((await claim()).status).toBe(200);
  await api.deps.db
    .updateTable('deploy_request')
    .set({ started_at: new Date(Date.now() - 3 * 3_600_000) })
    .execute();
  await ask();
  expect((await claim()).status).toBe(200);
  expect((await list()).map(({ state }) => state)).toEqual(['running', 'failed']);
});
