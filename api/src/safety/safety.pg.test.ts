import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { newId, uuidFromId } from '@oto/schema/base/id';
import type { Report, ReportCase, StatementOfReasons } from '@oto/schema/contract/safety';
import { refusal, type Person } from '../testing/api.ts';
import { stage, type Stage } from '../testing/generation.ts';
import { confirm } from '../privacy/testing/confirmed.ts';
import { safetyData } from '../privacy/export/safety.ts';
import { waiting } from '../testing/waiting.ts';
import { blockedBetween, blockedBy } from './blocked.ts';
import { undoingLimit } from './limits.ts';

let api: Stage;
let chief: Person;
let second: Person;
let joined = 0;

beforeAll(async () => {
  api = await stage({ limitsFactor: 100 });
  chief = await api.join('Chief', { email: 'chief@oto.test' });
  second = await api.join('Second');
  await api.deps.db.updateTable('member').set({ role: 'operator' }).where('id', '=', second.uuid).execute();
});
afterAll(() => api[Symbol.asyncDispose]());

const join = (name: string) => api.join(`${name} ${++joined}`);
const ask = (who: Person | null, method: string, path: string, body?: unknown) =>
  api.send(method, path, { ...(who ? { cookie: who.cookie } : {}), ...(body === undefined ? {} : { body }) });
const read = async <T>(answer: Response): Promise<T> => {
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
};
const report = (who: Person | null, subject: string, id: string, more: object = {}) =>
  ask(who, 'POST', '/api/reports', { subject, id, reason: 'hate', words: 'Regardez', ...more });
const decide = (subject: string, id: string, sanction: string, more: object = {}, by = chief) =>
  ask(by, 'POST', `/api/operator/reports/${subject}/${id}`, {
    sanction,
    reason: 'hate',
    facts: 'Les mots visent une personne.',
    answer: 'Nous avons regardé.',
    ...more,
  });
const statements = async (who: Person) =>
  (await read<{ statements: StatementOfReasons[] }>(await ask(who, 'GET', '/api/statements'))).statements;
const newsOf = async (who: Person) =>
  (
    await read<{ notifications: { about: string; code: string | null; title: string }[] }>(await ask(who, 'GET', '/api/notifications'))
  ).notifications
    .filter(({ about }) => about === 'statement' || about === 'report')
    .map(({ about, code }) => `${about} ${code}`);

/** A finished text on the board. */
async function work(author: Person, title: string): Promise<string> {
  const agent = await api.agent(author);
  const job = await api.order(author, 'text', { agents: [agent.id], prompt: 'Un mot', title });
  const claim = await api.claim(['text']);
  if (!claim) throw new Error('no claim');
  await api.finish(claim);
  await read(await ask(author, 'POST', `/api/creations/${job.creation}/publish`, {}));
  return job.creation;
}

test('members and watchers report once, what they can see and is not theirs', async () => {
  const [ann, bob] = [await join('Ann'), await join('Bob')];
  const agent = await api.agent(ann, { name: 'Méchante' });
  const first = await report(bob, 'agent', agent.id);
  expect(first.status).toBe(201);
  const again = await report(bob, 'agent', agent.id, { reason: 'spam' });
  expect([again.status, ((await again.json()) as Report).id]).toEqual([200, ((await first.json()) as Report).id]);
  expect(await refusal(await report(ann, 'agent', agent.id))).toBe('403 forbidden');
  expect(await refusal(await report(bob, 'creation', agent.id))).toBe('404 not_found');
  const watcher = await report(null, 'agent', agent.id, { email: 'passante@oto.test' });
  // Whether somebody left a report with an address is told to nobody: the answer is the one of a first report.
  const other = await report(null, 'agent', agent.id, { email: 'passante@oto.test', reason: 'spam' });
  const [one, two] = [(await watcher.json()) as Report, (await other.json()) as Report];
  expect([watcher.status, other.status, one.words, two.words, one.reason, two.reason]).toEqual([201, 201, '', '', 'hate', 'spam']);
  expect(two.id).not.toBe(one.id);

  const { cases } = await read<{ cases: ReportCase[] }>(await ask(chief, 'GET', '/api/operator/reports'));
  const found = cases.find(({ id }) => id === agent.id);
  expect(found).toMatchObject({ subject: 'agent', title: 'Méchante', hidden: false, priors: 0, owner: { id: ann.id } });
  expect(found?.reports.map(({ by, email }) => [by?.id ?? null, email])).toEqual([
    [null, 'passante@oto.test'],
    [bob.id, null],
  ]);
  const { evidence, plot } = await read<ReportCase>(await ask(chief, 'GET', `/api/operator/reports/agent/${agent.id}`));
  expect(evidence.map(({ deed, by, detail }) => [deed, by?.id, detail])).toEqual([['version', ann.id, '1 · Méchante']]);
  expect(plot).toEqual(ann.me.plots[0]);
});

test('a rejected case changes nothing but answers who reported it', async () => {
  const [ann, bob] = [await join('Ann'), await join('Bob')];
  const agent = await api.agent(ann);
  await report(bob, 'agent', agent.id);
  await report(null, 'agent', agent.id, { email: 'autre@oto.test' });
  await read(await decide('agent', agent.id, 'none'));
  expect((await ask(null, 'GET', `/api/agents/${agent.id}`)).status).toBe(200);
  expect(await statements(ann)).toEqual([]);
  expect([await newsOf(ann), await newsOf(bob)]).toEqual([[], ['report rejected']]);
  const { reports } = await read<{ reports: Report[] }>(await ask(bob, 'GET', '/api/reports'));
  expect(reports).toMatchObject([{ state: 'rejected', answer: 'Nous avons regardé.' }]);
  const letter = await api.deps.db
    .selectFrom('mail')
    .select('body_text')
    .where('recipient', '=', 'autre@oto.test')
    .executeTakeFirstOrThrow();
  expect(letter.body_text).toContain('Nous avons regardé.');
  // An address serves for the answer alone.
  expect(await api.deps.db.selectFrom('report').select('id').where('email', '=', 'autre@oto.test').execute()).toEqual([]);
  expect(letter.body_text).not.toContain('Regardez');
  // Two operators at once: the second finds nothing left to decide.
  expect(await refusal(await decide('agent', agent.id, 'hide', {}, second))).toBe('409 wrong_state');
});

test('hiding reaches cards, pages, media and the board; the appeal that is granted brings it back', async () => {
  const [ann, bob] = [await join('Ann'), await join('Bob')];
  const id = await work(ann, 'Un titre dur');
  const card = async () => (await read<{ cards: { id: string; state: string }[] }>(await ask(bob, 'GET', `/api/cards?ids=${id}`))).cards;
  expect(await card()).toHaveLength(1);
  await report(bob, 'creation', id);
  expect(await refusal(await decide('creation', id, 'hide', { facts: '' }))).toBe('400 bad_request');
  const decided = await read<ReportCase>(await decide('creation', id, 'hide', { ground: 'law' }));
  expect(decided).toMatchObject({ hidden: true, priors: 1, reports: [{ state: 'upheld' }] });
  expect(decided.evidence.map(({ deed }) => deed)).toEqual(expect.arrayContaining(['case_decide', 'published', 'made']));
  expect((await ask(null, 'GET', `/api/creations/${id}`)).status).toBe(404);
  expect((await api.facts()).at(-1)).toMatchObject({ note: id });
  expect((await card()).filter((one) => JSON.stringify(one).includes('Un titre dur'))).toEqual([]);

  const [told] = await statements(ann);
  expect(told).toMatchObject({ sanction: 'hide', ground: 'law', title: 'Un titre dur', automated: false, liftedAt: null, appeal: null });
  expect([await newsOf(ann), await newsOf(bob)]).toEqual([['statement hide'], ['report upheld']]);
  const appeal = (who: Person) => ask(who, 'POST', `/api/statements/${told?.id}/appeal`, { words: 'C’est une citation.' });
  expect(await refusal(await appeal(bob))).toBe('404 not_found');
  expect(await read<StatementOfReasons>(await appeal(ann))).toMatchObject({ appeal: { state: 'open', words: 'C’est une citation.' } });
  expect(await refusal(await appeal(ann))).toBe('409 appeal_over');
  const answer = (by: Person) => ask(by, 'POST', `/api/operator/statements/${told?.id}`, { decision: 'lifted', answer: 'C’est juste.' });
  // Whoever decided is not the one who judges the appeal.
  expect(await refusal(await answer(chief))).toBe('403 forbidden');
  const waiting = await read<{ statements: { id: string }[] }>(await ask(second, 'GET', '/api/operator/statements'));
  expect(waiting.statements.map((one) => one.id)).toContain(told?.id);
  await read(await answer(second));
  expect(await refusal(await answer(second))).toBe('409 wrong_state');
  expect((await ask(null, 'GET', `/api/creations/${id}`)).status).toBe(200);
  expect(await statements(ann)).toMatchObject([{ appeal: { state: 'lifted', answer: 'C’est juste.' } }]);
  expect((await statements(ann))[0]?.liftedAt).not.toBeNull();
  expect(await newsOf(ann)).toEqual(['statement lifted', 'statement hide']);
});

test('what an operator hides without a report is stated too, and no longer held against its owner once it is shown', async () => {
  const ann = await join('Ann');
  const id = await work(ann, 'Sans signalement');
  const hide = (hidden: boolean) =>
    ask(chief, 'POST', '/api/operator/hide', { type: 'creation', id, hidden, reason: 'Une adresse privée y figure.' });
  expect((await hide(true)).status).toBe(204);
  expect(await statements(ann)).toMatchObject([
    {
      sanction: 'hide',
      ground: 'terms',
      reason: 'other',
      facts: 'Une adresse privée y figure.',
      title: 'Sans signalement',
      liftedAt: null,
    },
  ]);
  expect(await newsOf(ann)).toEqual(['statement hide']);
  expect((await hide(false)).status).toBe(204);
  expect((await ask(null, 'GET', `/api/creations/${id}`)).status).toBe(200);
  expect((await statements(ann))[0]?.liftedAt).not.toBeNull();
});

test('after six months a decision stands', async () => {
  const [ann, bob] = [await join('Ann'), await join('Bob')];
  const agent = await api.agent(ann);
  await report(bob, 'agent', agent.id);
  await read(await decide('agent', agent.id, 'hide'));
  const [told] = await statements(ann);
  const long = new Date(Date.now() - 184 * 86_400_000);
  await api.deps.db
    .updateTable('statement_of_reasons')
    .set({ created_at: long })
    .where('id', '=', uuidFromId(told?.id ?? ''))
    .execute();
  expect(await refusal(await ask(ann, 'POST', `/api/statements/${told?.id}/appeal`, { words: 'Encore' }))).toBe('409 appeal_over');
});

test('what is deleted is gone: words, files, seat', async () => {
  const [ann, bob] = [await join('Ann'), await join('Bob')];
  const id = await work(ann, 'À détruire');
  const agent = await api.agent(ann, { name: 'À renvoyer', instructions: 'Des mots durs' });
  for (const [subject, one] of [
    ['creation', id],
    ['agent', agent.id],
  ] as const) {
    await report(bob, subject, one);
    expect(await read<ReportCase>(await decide(subject, one, 'delete'))).toMatchObject({ deleted: true, title: expect.any(String) });
  }
  const { db } = api.deps;
  expect(
    await db.selectFrom('creation').select(['title', 'prompt', 'deleted_reason']).where('id', '=', uuidFromId(id)).executeTakeFirst(),
  ).toEqual({
    title: '',
    prompt: '',
    deleted_reason: 'operator',
  });
  expect(
    await db.selectFrom('agent_version').select(['name', 'instructions']).where('agent_id', '=', uuidFromId(agent.id)).execute(),
  ).toEqual([{ name: '…', instructions: '' }]);
  // The statement still says what it was about.
  expect((await statements(ann)).map(({ title, sanction }) => [title, sanction])).toEqual([
    ['À renvoyer', 'delete'],
    ['À détruire', 'delete'],
  ]);
});

test('a comment is hidden and counted out, and comes back with the appeal', async () => {
  const [ann, bob] = [await join('Ann'), await join('Bob')];
  const id = await work(ann, 'Commentée');
  const comment = await read<{ id: string }>(
    await api.send('POST', `/api/notes/${id}/comments`, {
      cookie: bob.cookie,
      body: { body: 'Une phrase blessante' },
      headers: { 'idempotency-key': 'comment-once' },
    }),
  );
  const count = async () =>
    (await read<{ counts: { comments: number } }>(await ask(null, 'GET', `/api/notes/${id}/social`))).counts.comments;
  expect(await count()).toBe(1);
  await report(ann, 'comment', comment.id);
  expect(await read<ReportCase>(await decide('comment', comment.id, 'hide'))).toMatchObject({ note: id, excerpt: 'Une phrase blessante' });
  expect(await count()).toBe(0);
  expect(await (await ask(null, 'GET', `/api/notes/${id}/comments`)).text()).not.toContain('blessante');
  const [told] = await statements(bob);
  await read(await ask(bob, 'POST', `/api/statements/${told?.id}/appeal`, { words: 'Un malentendu' }));
  await read(await ask(second, 'POST', `/api/operator/statements/${told?.id}`, { decision: 'lifted', answer: 'Soit.' }));
  expect(await count()).toBe(1);
});

test('somebody suspended may read, take their data along and appeal; not make, write or change', async () => {
  const [ann, bob] = [await join('Ann'), await join('Bob')];
  const agent = await api.agent(ann);
  const waiting = await api.order(ann, 'text', { agents: [agent.id], prompt: 'En cours' });
  await report(bob, 'member', ann.id);
  expect(await refusal(await decide('member', ann.id, 'delete'))).toBe('400 bad_request');
  expect(await read<ReportCase>(await decide('member', ann.id, 'suspend'))).toMatchObject({ suspended: true, hidden: false });
  expect((await api.job(ann, waiting.id)).state).toBe('cancelled');
  expect((await api.wallet(ann)).available).toBe(100);

  expect(await refusal(await api.generate(ann, 'text', { agents: [agent.id], prompt: 'Encore' }))).toBe('403 suspended');
  expect(await refusal(await ask(ann, 'POST', '/api/agents', { kind: 'text', name: 'Encore' }))).toBe('403 suspended');
  expect(await refusal(await ask(ann, 'PATCH', '/api/me', { name: 'Autre' }))).toBe('403 suspended');
  expect(await refusal(await ask(ann, 'PUT', `/api/members/${bob.me.handle}/follow`))).toBe('403 suspended');
  for (const path of ['/api/me', '/api/statements', '/api/creations?mine=1', '/get_tokens'])
    expect((await ask(ann, 'GET', path)).status).toBe(200);
  expect((await ask(ann, 'POST', '/api/pass')).status).toBe(200);
  expect((await report(ann, 'member', bob.id)).status).toBe(201);
  expect((await ask(ann, 'PUT', `/api/members/${bob.me.handle}/block`)).status).toBe(204);

  const [told] = await statements(ann);
  await read(await ask(ann, 'POST', `/api/statements/${told?.id}/appeal`, { words: 'Je me corrige' }));
  await read(await ask(second, 'POST', `/api/operator/statements/${told?.id}`, { decision: 'lifted', answer: 'Bien.' }));
  expect((await ask(ann, 'PATCH', '/api/me', { lang: 'en' })).status).toBe(200);
});

test('an export holds every report and every decision, not the newest alone', async () => {
  const { db } = api.deps;
  const ann = await join('Ann');
  const about = { subject: 'comment', subject_id: uuidFromId(newId()), reason: 'spam', created_at: new Date() } as const;
  const many = Array.from({ length: 101 }, () => uuidFromId(newId()));
  await db
    .insertInto('report')
    .values(many.map((id) => ({ ...about, id, reporter_id: ann.uuid, state: 'rejected' })))
    .execute();
  await db
    .insertInto('statement_of_reasons')
    .values(many.map((id) => ({ ...about, id, member_id: ann.uuid, sanction: 'hide', ground: 'terms', facts: '' })))
    .execute();
  const { reports, decisions } = (await safetyData(db, ann.uuid)) as { reports: unknown[]; decisions: unknown[] };
  expect([reports.length, decisions.length, (await statements(ann)).length]).toEqual([101, 101, 100]);
});

test('who leaves takes their words along; what was decided stays as a number', async () => {
  const { db } = api.deps;
  const [ann, bob] = [await join('Ann'), await join('Bob')];
  const agent = await api.agent(ann, { name: 'Zanzibar' });
  await report(bob, 'agent', agent.id, { words: 'Des mots de Bob' });
  await read(await decide('agent', agent.id, 'hide', { facts: 'Des mots sur Ann' }));
  const [told] = await statements(ann);
  await read(await ask(ann, 'POST', `/api/statements/${told?.id}/appeal`, { words: 'Des mots d’Ann' }));
  await ask(ann, 'PUT', `/api/members/${bob.me.handle}/block`);
  for (const who of [ann, bob]) {
    await confirm(api, who);
    expect((await ask(who, 'POST', '/api/me/delete', { handle: who.me.handle, works: 'remove' })).status).toBe(204);
  }
  const rows = await Promise.all([
    db.selectFrom('report').selectAll().where('subject_id', '=', uuidFromId(agent.id)).execute(),
    db.selectFrom('statement_of_reasons').selectAll().where('member_id', '=', ann.uuid).execute(),
    db.selectFrom('block').selectAll().where('member_id', '=', ann.uuid).execute(),
  ]);
  expect(rows.map(({ length }) => length)).toEqual([1, 1, 0]);
  const text = JSON.stringify(rows);
  for (const words of ['Zanzibar', 'mots de Bob', 'mots sur Ann', 'mots d’Ann', bob.uuid])
    expect([words, text.includes(words)]).toEqual([words, false]);
  // Nobody is left to hear of it, and deciding does no harm.
  await read(await ask(second, 'POST', `/api/operator/statements/${told?.id}`, { decision: 'kept', answer: 'Trop tard.' }));
});

test('nobody judges what is their own while another operates: neither the case, nor the appeal', async () => {
  const bob = await join('Bob');
  const agent = await api.agent(second);
  await report(bob, 'agent', agent.id);
  expect(await refusal(await decide('agent', agent.id, 'none', {}, second))).toBe('403 forbidden');
  await read(await decide('agent', agent.id, 'hide'));
  const [told] = await statements(second);
  await read(await ask(second, 'POST', `/api/statements/${told?.id}/appeal`, { words: 'Je le trouve bien' }));
  const lift = (by: Person) => ask(by, 'POST', `/api/operator/statements/${told?.id}`, { decision: 'lifted', answer: 'Soit.' });
  expect(await refusal(await lift(second))).toBe('403 forbidden');
  // Who took the decision does not answer either while there is another, even when that one appeals.
  expect(await refusal(await lift(chief))).toBe('403 forbidden');
  const third = await join('Third');
  await api.deps.db.updateTable('member').set({ role: 'operator' }).where('id', '=', third.uuid).execute();
  await read(await lift(third));
  await api.deps.db.updateTable('member').set({ role: 'member' }).where('id', '=', third.uuid).execute();
});

test('somebody who leaves while an operator decides about them waits for nobody who waits for them', async () => {
  const { db } = api.deps;
  const [ann, bob] = [await join('Ann'), await join('Bob')];
  const [decided, hidden] = [await work(ann, 'Jugée'), await work(ann, 'Cachée')];
  const agent = await api.agent(bob);
  await report(bob, 'creation', decided);
  await report(ann, 'agent', agent.id);
  await read(await decide('agent', agent.id, 'hide'));
  const [told] = await statements(bob);
  await read(await ask(bob, 'POST', `/api/statements/${told?.id}/appeal`, { words: 'Je conteste' }));
  const leaving = async (who: Person, doing: () => Promise<Response>, wanted: 'creation' | 'report' | 'statement_of_reasons') => {
    const answer = await db.transaction().execute(async (trx) => {
      await trx.selectFrom('member').select('id').where('id', '=', who.uuid).forNoKeyUpdate().execute();
      const open = doing();
      await expect.poll(() => waiting(api.deps), { interval: 5 }).toBe(1);
      const owner = { creation: 'author_id', report: 'reporter_id', statement_of_reasons: 'member_id' } as const;
      await sql`select from ${sql.table(wanted)} where ${sql.ref(owner[wanted])} = ${who.uuid}::uuid for update nowait`.execute(trx);
      return { open };
    });
    return (await answer.open).status;
  };
  expect([
    await leaving(bob, () => decide('creation', decided, 'hide'), 'report'),
    await leaving(
      ann,
      () => ask(chief, 'POST', '/api/operator/hide', { type: 'creation', id: hidden, hidden: true, reason: 'essai' }),
      'creation',
    ),
    await leaving(
      bob,
      () => ask(second, 'POST', `/api/operator/statements/${told?.id}`, { decision: 'kept', answer: 'Non.' }),
      'statement_of_reasons',
    ),
  ]).toEqual([200, 204, 200]);
});

test('an operator is not suspended while they are one', async () => {
  const bob = await join('Bob');
  await report(bob, 'member', second.id);
  expect(await refusal(await decide('member', second.id, 'suspend'))).toBe('403 forbidden');
});

test('a block is one’s own, ends follows, raises the rights of one’s plots, and can be taken back', async () => {
  const { db } = api.deps;
  const [ann, bob] = [await join('Ann'), await join('Bob')];
  await read(await ask(bob, 'PUT', `/api/members/${ann.me.handle}/follow`));
  const rights = async () =>
    (await db.selectFrom('plot').select('rights').where('owner_id', '=', ann.uuid).executeTakeFirstOrThrow()).rights;
  const before = await rights();
  for (let times = 0; times < 2; times++) expect((await ask(ann, 'PUT', `/api/members/${bob.me.handle}/block`)).status).toBe(204);
  expect(await rights()).toBe(before + 1);
  expect([await blockedBetween(db, ann.uuid, bob.uuid), await blockedBetween(db, bob.uuid, ann.uuid)]).toEqual([true, true]);
  expect([[...(await blockedBy(db, ann.uuid))], [...(await blockedBy(db, bob.uuid))]]).toEqual([[bob.uuid], []]);
  expect(await refusal(await ask(bob, 'PUT', `/api/members/${ann.me.handle}/follow`))).toBe('403 blocked_here');
  expect(await read(await ask(ann, 'GET', '/api/blocks'))).toMatchObject({ people: [{ id: bob.id }] });
  expect(await refusal(await ask(ann, 'PUT', `/api/members/${ann.me.handle}/block`))).toBe('400 bad_request');
  expect((await ask(ann, 'DELETE', `/api/members/${bob.me.handle}/block`)).status).toBe(204);
  expect([await blockedBetween(db, ann.uuid, bob.uuid), await rights()]).toEqual([false, before + 2]);
});

test('taking away is slower than making: a member’s deletions are counted in PostgreSQL', async () => {
  const { pool } = api.deps;
  const ann = await join('Ann');
  const limits = [undoingLimit(pool, 1 / 15, 'comment'), undoingLimit(pool, 1 / 15, 'comment')] as const;
  await limits[0](ann.uuid);
  // Another replica counts on.
  await expect(limits[1](ann.uuid)).rejects.toMatchObject({ code: 'too_many_deletions' });
});
