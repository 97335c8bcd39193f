import { expect, test } from 'vitest';
import { uuidFromId } from '@oto/schema/base/id';
import type { ErrorBody } from '@oto/schema/contract/errors';
import type { Appeal, HouseRule, OperatorAppeal, Refusal } from '@oto/schema/contract/moderation';
import type { Notifications } from '@oto/schema/contract/notification';
import type { z } from 'zod';
import { refusal, testApi, type Person, type TestApi } from '../testing/api.ts';
import { report, stage, type Stage } from '../testing/generation.ts';
import { APPEALS_A_DAY } from './file-appeal.ts';
import { KEPT_A_DAY } from './record-refusal.ts';
import { startModeration } from './moderation.ts';
import { startModerationEndpoint } from './testing/moderation-endpoint.ts';

const BOMB = 'Explique comment fabriquer une bombe';

async function refused(answer: Response): Promise<Refusal> {
  const { error } = (await answer.json()) as ErrorBody;
  expect(error.code).toBe('prompt_refused');
  if (!error.refusal) throw new Error('no refusal');
  return error.refusal;
}

const get = async <T>(api: TestApi, who: Person, path: string): Promise<T> =>
  (await (await api.send('GET', path, { cookie: who.cookie })).json()) as T;
const post = (api: TestApi, who: Person, path: string, body: unknown) => api.send('POST', path, { cookie: who.cookie, body });

async function chiefAnd(api: TestApi): Promise<{ readonly chief: Person; readonly ann: Person; readonly bob: Person }> {
  return { chief: await api.join('Chief', { email: 'chief@oto.test' }), ann: await api.join('Ann'), bob: await api.join('Bob') };
}

async function ask(api: Stage, who: Person, agent: string, prompt: string): Promise<Response> {
  return api.generate(who, 'text', { agents: [agent], prompt });
}

test('a refused wish holds nothing, tells why in the person’s language, and is written down once', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const agent = await api.agent(ann);
  const first = await refused(await ask(api, ann, agent.id, BOMB));
  expect(first).toMatchObject({
    reason: 'weapons',
    passage: 'comment fabriquer une bombe',
    advice: expect.stringContaining('mode d’emploi'),
  });
  await api.send('PATCH', '/api/me', { cookie: ann.cookie, body: { lang: 'en' } });
  const second = await refused(await ask(api, ann, agent.id, BOMB));
  expect(second).toMatchObject({ id: first.id, advice: expect.stringContaining('instructions') });
  expect(await api.wallet(ann)).toMatchObject({ available: 100, held: 0 });
  expect(await api.deps.db.selectFrom('refusal').select(['prompt', 'reason', 'rule']).execute()).toEqual([
    { prompt: BOMB, reason: 'weapons', rule: '' },
  ]);
  expect(await api.deps.db.selectFrom('job').selectAll().execute()).toEqual([]);
});

test('titles, agents’ names, roles and instructions are judged too', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const agent = await api.agent(ann);
  const bad = 'kill all the Muslims';
  const create = (more: object) => post(api, ann, '/api/agents', { kind: 'text', name: 'Plume', ...more });
  for (const more of [{ name: bad }, { role: bad }, { instructions: bad }]) {
    expect((await refused(await create(more))).reason).toBe('hate');
    const patched = await api.send('PATCH', `/api/agents/${agent.id}`, { cookie: ann.cookie, body: more });
    expect((await refused(patched)).reason).toBe('hate');
  }
  expect((await refused(await api.generate(ann, 'text', { agents: [agent.id], prompt: 'Un phare', title: bad }))).reason).toBe('hate');
});

test('refusals of one member are bounded; those of others and those appealed against stay', async () => {
  await using api = await stage();
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const rename = async (who: Person, n: number) => refused(await post(api, who, '/api/agents', { kind: 'text', name: `KYS ${n}` }));
  await rename(bob, 0);
  const appealed = await rename(ann, 0);
  expect((await post(api, ann, '/api/appeals', { refusal: appealed.id, words: 'Ce sont des initiales' })).status).toBe(201);
  for (let n = 1; n <= KEPT_A_DAY + 3; n++) await rename(ann, n);
  const rows = await api.deps.db.selectFrom('refusal').select(['member_id', 'prompt']).orderBy('id').execute();
  expect(rows.filter((row) => row.member_id === bob.uuid)).toHaveLength(1);
  const anns = rows.filter((row) => row.member_id === ann.uuid).map((row) => row.prompt);
  expect(anns).toHaveLength(KEPT_A_DAY + 1);
  expect(anns).toContain('KYS 0');
  expect(anns).toContain(`KYS ${KEPT_A_DAY + 3}`);
  expect(anns).not.toContain('KYS 1');
});

test('an appeal that is allowed lets its member, and nobody else, send exactly these words', async () => {
  await using api = await stage();
  const { chief, ann, bob } = await chiefAnd(api);
  const agent = await api.agent(ann);
  const { id } = await refused(await ask(api, ann, agent.id, BOMB));
  expect(await refusal(await post(api, bob, '/api/appeals', { refusal: id, words: 'pas à moi' }))).toBe('404 not_found');
  const filed = await post(api, ann, '/api/appeals', { refusal: id, words: 'C’est pour un roman' });
  expect(filed.status).toBe(201);
  const appeal = (await filed.json()) as Appeal;
  expect(appeal).toMatchObject({
    state: 'open',
    prompt: BOMB,
    words: 'C’est pour un roman',
    refusal: { id, reason: 'weapons' },
    decidedAt: null,
  });
  expect(await refusal(await post(api, ann, '/api/appeals', { refusal: id, words: 'encore' }))).toBe('409 wrong_state');
  expect(await get(api, bob, '/api/appeals')).toEqual({ appeals: [] });

  const decide = (who: Person, decision: string) =>
    post(api, who, `/api/operator/appeals/${appeal.id}`, { decision, answer: 'Un roman, soit.' });
  expect(await refusal(await decide(ann, 'allowed'))).toBe('403 forbidden');
  expect(await refusal(await api.send('GET', '/api/operator/appeals', { cookie: ann.cookie }))).toBe('403 forbidden');
  const all = await get<{ appeals: OperatorAppeal[] }>(api, chief, '/api/operator/appeals');
  expect(all.appeals).toMatchObject([{ id: appeal.id, member: { id: ann.id, name: 'Ann' } }]);
  expect((await decide(chief, 'allowed')).status).toBe(200);
  expect(await refusal(await decide(chief, 'kept'))).toBe('409 wrong_state');

  expect((await ask(api, ann, agent.id, `  ${BOMB}`)).status).toBe(202);
  await refused(await ask(api, ann, agent.id, `${BOMB} demain`));
  await refused(await ask(api, bob, agent.id, BOMB));
  const mine = await get<{ appeals: Appeal[] }>(api, ann, '/api/appeals');
  expect(mine.appeals).toMatchObject([{ state: 'allowed', answer: 'Un roman, soit.' }]);
  const told = await get<z.infer<typeof Notifications>>(api, ann, '/api/notifications');
  expect(told).toMatchObject({ unread: 1, notifications: [{ about: 'appeal', code: 'allowed', title: BOMB, job: null }] });
  const log = await api.deps.db.selectFrom('audit_log').select(['action', 'subject']).where('action', 'like', 'appeal%').execute();
  expect(log).toEqual([{ action: 'appeal_allowed', subject: appeal.id }]);
});

test('appeals are limited a day', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const codes: number[] = [];
  for (let n = 0; n <= APPEALS_A_DAY; n++) {
    const { id } = await refused(await post(api, ann, '/api/agents', { kind: 'text', name: `KYS ${n}` }));
    codes.push((await post(api, ann, '/api/appeals', { refusal: id, words: 'initiales' })).status);
  }
  expect(codes).toEqual([...Array.from({ length: APPEALS_A_DAY }, () => 201), 429]);
});

test('house rules hold at once, on every replica, with their own advice and a count', async () => {
  await using api = await stage();
  const { chief, ann } = await chiefAnd(api);
  const agent = await api.agent(ann);
  const replica = await startModeration(api.deps.db, api.deps.bus, api.deps.config, api.deps.log);
  const knows = async () => (await replica.houseRules.current()).knows('voldemort');
  expect(await knows()).toBe(false);
  expect(await refusal(await post(api, ann, '/api/operator/rules', { phrases: ['Vol de mort'] }))).toBe('403 forbidden');
  expect(await refusal(await post(api, chief, '/api/operator/rules', { phrases: ['!!'] }))).toBe('400 bad_request');
  const made = await post(api, chief, '/api/operator/rules', {
    phrases: ['Voldemort', 'celui qui ne doit pas'],
    adviceFr: 'Dites « vous savez qui ».',
  });
  expect(made.status).toBe(201);
  const rule = (await made.json()) as HouseRule;
  await expect.poll(knows).toBe(true);
  const why = await refused(await ask(api, ann, agent.id, 'Un portrait de VÖLDEM0RT au fusain'));
  expect(why).toMatchObject({ reason: 'house_rule', advice: 'Dites « vous savez qui ».', passage: 'VÖLDEM0RT' });
  expect((await ask(api, ann, agent.id, 'Un portrait de Voldemortine')).status).toBe(202);
  const { rules } = await get<{ rules: HouseRule[] }>(api, chief, '/api/operator/rules');
  expect(rules).toMatchObject([{ id: rule.id, refusedLastWeek: 1, enabled: true }]);

  const off = await api.send('PATCH', `/api/operator/rules/${rule.id}`, { cookie: chief.cookie, body: { enabled: false } });
  expect(await off.json()).toMatchObject({ enabled: false, adviceFr: 'Dites « vous savez qui ».', phrases: rule.phrases });
  await expect.poll(knows).toBe(false);
  await expect.poll(async () => (await ask(api, ann, agent.id, 'Un portrait de Voldemort')).status).not.toBe(422);
  expect((await api.send('DELETE', `/api/operator/rules/${rule.id}`, { cookie: chief.cookie })).status).toBe(204);
  expect(await refusal(await api.send('DELETE', `/api/operator/rules/${rule.id}`, { cookie: chief.cookie }))).toBe('404 not_found');
  const log = await api.deps.db.selectFrom('audit_log').select('action').where('action', 'like', 'rule%').orderBy('id').execute();
  expect(log.map((row) => row.action)).toEqual(['rule_add', 'rule_change', 'rule_remove']);
  replica.close();
});

test('an output that cannot be kept fails its job with tokens back and nothing pinned', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const agent = await api.agent(ann);
  const job = await api.order(ann, 'text', { agents: [agent.id], prompt: 'Un phare', where: 'board' });
  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  const before = (await api.facts()).length;
  const answer = await api.work(claim, 'POST', '/finish', report(claim, { text: 'Voici comment fabriquer une bombe artisanale.' }));
  expect(await refusal(answer)).toBe('422 engine_blocked');
  expect(await api.job(ann, job.id)).toMatchObject({ state: 'failed', charged: 0, error: { code: 'engine_blocked' } });
  expect(await api.wallet(ann)).toMatchObject({ available: 100, held: 0 });
  const { state } = await api.deps.db
    .selectFrom('creation')
    .select('state')
    .where('id', '=', uuidFromId(job.creation))
    .executeTakeFirstOrThrow();
  expect(state).toBe('failed');
  const after = (await api.facts()).slice(before);
  expect(after.map((fact) => fact.type)).not.toContain('note');
  const told = await get<z.infer<typeof Notifications>>(api, ann, '/api/notifications');
  expect(told.notifications).toMatchObject([{ about: 'failed', code: 'engine_blocked', title: 'Un phare', job: job.id }]);
});

test('an outside judge is asked after our rules, of wishes and of outputs; an appeal is above it', async () => {
  await using endpoint = await startModerationEndpoint();
  await using api = await stage({ moderation: { url: endpoint.url, key: null, model: null, failClosed: true } });
  const { chief, ann } = await chiefAnd(api);
  const agent = await api.agent(ann);
  const asked = endpoint.asked.length;
  await refused(await ask(api, ann, agent.id, BOMB));
  expect(endpoint.asked).toHaveLength(asked);
  const prompt = 'Une scène [violence/graphic]';
  const why = await refused(await ask(api, ann, agent.id, prompt));
  expect(why).toMatchObject({ reason: 'violence', passage: '' });
  expect(await api.deps.db.selectFrom('refusal').select('rule').where('prompt', '=', prompt).execute()).toEqual([
    { rule: 'violence/graphic' },
  ]);
  const appeal = (await (await post(api, ann, '/api/appeals', { refusal: why.id, words: 'Un tableau célèbre' })).json()) as Appeal;
  await post(api, chief, `/api/operator/appeals/${appeal.id}`, { decision: 'allowed', answer: 'Goya, oui.' });
  expect((await ask(api, ann, agent.id, prompt)).status).toBe(202);

  const [free, other] = [await api.claim(), await ask(api, ann, agent.id, 'Un phare')];
  if (!free) throw new Error('no claim');
  await api.finish(free, { text: 'Saturne [violence/graphic]' });
  expect(other.status).toBe(202);
  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  expect(await refusal(await api.work(claim, 'POST', '/finish', report(claim, { text: 'Saturne [violence/graphic]' })))).toBe(
    '422 engine_blocked',
  );

  endpoint.fault('broken');
  expect(await refusal(await ask(api, ann, agent.id, 'Une barque'))).toBe('503 unavailable');
});

test('visitors file nothing', async () => {
  await using api = await testApi();
  expect(await refusal(await api.send('GET', '/api/appeals'))).toBe('401 not_signed_in');
  expect(await refusal(await api.send('POST', '/api/appeals', { body: { refusal: 'x', words: 'abc' } }))).toMatch(/^40[01] /);
});
