import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { uuidFromId, type Id } from '@oto/schema/base/id';
import { ApiError } from '../http/api-error.ts';
import { cancelJob } from '../job/cancel.ts';
import { submitJob } from '../job/submit.ts';
import { sqlState } from '../ledger/failure.ts';
import { lockAuthor } from '../job/lock-author.ts';
import { giveBack, takeBack } from '../ledger/purchase.ts';
import { settleJob } from '../ledger/settle-job.ts';
import { trialBalance } from '../ledger/trial-balance.ts';
import type { Person } from '../testing/api.ts';
import { stage, type Stage } from '../testing/generation.ts';
import { closeDueGifts, closeJars } from './close.ts';
import { giveToJar, takeBackGift } from './give.ts';
import { lockDraws, returnDraws } from './return-draws.ts';

const SEED = 20_261_123;
const COMMANDS = 1000;
const CONNECTIONS = 10;
const PEOPLE = 5;
const NOTES = 4;
const KEYS = 260;
const DAY_MS = 86_400_000;

const who = fc.nat(PEOPLE - 1);
const note = fc.nat(NOTES - 1);
const key = fc.nat(KEYS - 1);
const pick = fc.nat(1_000_000);
const of = <T extends string, R extends { readonly [field: string]: unknown }>(name: T, rest: { [K in keyof R]: fc.Arbitrary<R[K]> }) =>
  fc.record<R>(rest).map((fields) => ({ do: name, ...fields }));

/** Few notes and few people, so that commands meet: givers who own the agent, gifts taken back while they are spent. */
const command = fc.oneof(
  { weight: 12, arbitrary: of('give', { who, note, key, tokens: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 12, arbitrary: of('spend', { note, agent: who, key }) },
  { weight: 7, arbitrary: of('settle', { pick, used: fc.nat(9) }) },
  { weight: 4, arbitrary: of('cancel', { pick }) },
  { weight: 4, arbitrary: of('takeBack', { pick }) },
  { weight: 1, arbitrary: of('sweep', { days: fc.constantFrom(0, 0, 0, 31) }) },
  { weight: 1, arbitrary: of('hide', { note }) },
  { weight: 1, arbitrary: of('dispute', { who, key, tokens: fc.integer({ min: 1, max: 120 }) }) },
  { weight: 2, arbitrary: of('won', { who, key, tokens: fc.integer({ min: 20, max: 150 }) }) },
);
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

type Desk = { readonly author: Person; readonly agent: Id; readonly note: Id };
/** Everybody has an agent, and a note whose jar is open. */
type World = { readonly desks: readonly Desk[] };

async function world(api: Stage): Promise<World> {
  const desks: Desk[] = [];
  for (let n = 0; n < PEOPLE; n++) {
    const author = await api.join(`P${n}`);
    const { id: agent } = await api.agent(author, { fee: 3 * n });
    await api.fund(author, 600);
    const job = await api.order(author, 'text', { agents: [agent], prompt: 'Le phare', where: 'board' });
    const claim = await api.claim();
    if (!claim) throw new Error('no claim');
    await api.finish(claim);
    desks.push({ author, agent, note: job.creation });
  }
  return { desks };
}

async function run({ deps }: Stage, { desks }: World, step: Command): Promise<string> {
  const { db } = deps;
  const desk = (index: number): Desk => {
    const found = desks[index];
    if (!found) throw new Error(`no desk ${index}`);
    return found;
  };
  const person = (index: number) => desk(index).author.uuid;
  const openJob = async (index: number) => {
    const jobs = await db.selectFrom('job').select(['id', 'author_id']).where('state', '=', 'queued').orderBy('id').execute();
    return jobs[index % Math.max(1, jobs.length)];
  };
  switch (step.do) {
    case 'give': {
      const { tokens, key: gift } = step;
      await giveToJar(deps, { creation: uuidFromId(desk(step.note).note), member: person(step.who), tokens, key: `gift-${gift}` });
      return 'ok';
    }
    case 'spend': {
      const { note: jar, author } = desk(step.note);
      const wish = {
        agents: [desk(step.agent).agent],
        parents: [jar],
        jar,
        prompt: 'Suite',
        inputs: [],
        where: 'private',
        priority: 'normal',
      } as const;
      await submitJob(deps, {
        member: author.uuid,
        lang: 'fr',
        kind: 'text',
        key: `branch-${step.key}`,
        requestId: 'a-branch',
        wish: { ...wish, agents: [...wish.agents], parents: [...wish.parents], inputs: [] },
      });
      return 'ok';
    }
    case 'settle': {
      const job = await openJob(step.pick);
      if (!job) return 'no job';
      return db.transaction().execute(async (trx) => {
        await lockAuthor(trx, job.author_id);
        const row = await trx.selectFrom('job').select('state').where('id', '=', job.id).forUpdate().executeTakeFirstOrThrow();
        if (row.state !== 'queued') return 'already over';
        await lockDraws(trx, job.id);
        const { charged } = await settleJob(trx, job.id, [step.used]);
        await returnDraws(trx, deps.now(), job.id);
        await sql`update job set state = 'succeeded', charged = ${charged}, finished_at = now() where id = ${job.id}::uuid`.execute(trx);
        return 'ok';
      });
    }
    case 'cancel': {
      const job = await openJob(step.pick);
      if (!job) return 'no job';
      await cancelJob(deps, job.id, null);
      return 'ok';
    }
    case 'takeBack': {
      const gifts = await db
        .selectFrom('jar_gift')
        .select(['id', 'member_id'])
        .where('state', 'in', ['open', 'spending'])
        .orderBy('id')
        .execute();
      const gift = gifts[step.pick % Math.max(1, gifts.length)];
      if (!gift) return 'no gift';
      await takeBackGift(deps, gift.id, gift.member_id);
      return 'ok';
    }
    case 'sweep':
      await closeDueGifts({ ...deps, now: () => new Date(Date.now() + step.days * DAY_MS) });
      return 'ok';
    case 'hide':
      // As the note is hidden and shown again.
      await db.transaction().execute(async (trx) => {
        const uuid = uuidFromId(desk(step.note).note);
        await trx.updateTable('creation').set({ hidden_at: new Date() }).where('id', '=', uuid).execute();
        await closeJars(trx, new Date(), [uuid]);
        await trx.updateTable('creation').set({ hidden_at: null }).where('id', '=', uuid).execute();
      });
      return 'ok';
    case 'dispute':
      await db
        .transaction()
        .execute((trx) => takeBack(trx, { key: `back:${step.key}`, member: person(step.who), tokens: step.tokens, kind: 'dispute' }));
      return 'ok';
    case 'won':
      await db.transaction().execute((trx) => giveBack(trx, { key: `won:${step.key}`, member: person(step.who), tokens: step.tokens }));
      return 'ok';
    default:
      return step satisfies never;
  }
}

/** Refusals that have a name: never a deadlock, a broken constraint or too little in a wallet that was counted. */
const ANSWERS = [
  /^ok$/,
  /^no (job|gift)$/,
  /^already over$/,
  /^(own_work|empty_wallet|frozen_wallet|jar_empty|key_reused|too_many_requests|too_many_jobs|wrong_state)$/,
];

test('every law of the ledger, and of jars, holds at every moment of random gifts, branches and endings on ten connections', async () => {
  await using api = await stage({ welcomeTokens: 60, limitsFactor: 10_000 });
  const laid = await world(api);
  const commands = fc.sample(command, { seed: SEED, numRuns: COMMANDS });
  const answers = new Map<string, number>();
  let next = 0;
  const lane = async (end: number) => {
    for (let step = commands[next++]; step && next <= end; step = commands[next++]) {
      const answer = await run(api, laid, step).catch((error: unknown) =>
        error instanceof ApiError ? error.code : (sqlState(error) ?? String(error)),
      );
      expect(
        ANSWERS.some((known) => known.test(answer)),
        `${step.do} answered ${answer}`,
      ).toBe(true);
      answers.set(`${step.do} ${answer}`, (answers.get(`${step.do} ${answer}`) ?? 0) + 1);
    }
  };
  while (next < COMMANDS) {
    // The worker is there however long this takes.
    await api.deps.db
      .updateTable('worker')
      .set({ seen_at: new Date(Date.now() + DAY_MS) })
      .execute();
    const end = Math.min(next + 110, COMMANDS);
    const lanes = Array.from({ length: CONNECTIONS }, () => lane(end));
    const [during] = await Promise.all([trialBalance(api.deps), ...lanes]);
    next = end;
    for (const balance of [during, await trialBalance(api.deps)]) expect(balance).toMatchObject({ total: 0, faults: [] });
  }
  for (const done of ['give ok', 'spend ok', 'settle ok', 'cancel ok', 'takeBack ok', 'spend jar_empty', 'give own_work']) {
    expect({ done, often: (answers.get(done) ?? 0) > 10 }).toEqual({ done, often: true });
  }

  // Once all is over, a gift is what was spent of it and what its giver has again.
  const { db } = api.deps;
  for (const { id } of await db.selectFrom('job').select('id').where('state', '=', 'queued').execute()) await cancelJob(api.deps, id, null);
  const later = { ...api.deps, now: () => new Date(Date.now() + 31 * DAY_MS) };
  while ((await closeDueGifts(later)) > 0);
  const { rows } = await sql<{ paid: string; spent: string; held: string; several: number }>`
    select coalesce(sum(h.captured), 0) as paid, (select coalesce(sum(spent), 0) from jar_gift) as spent,
      (select coalesce(sum(held), 0) from ledger.account) as held,
      (select count(*)::int from (select job_id from jar_spend group by job_id having count(*) > 1) j) as several
    from ledger.hold h where h.key like 'jar:%'`.execute(db);
  expect(rows[0]?.paid).toBe(rows[0]?.spent);
  expect(Number(rows[0]?.spent)).toBeGreaterThan(300);
  expect(rows[0]?.held).toBe('0');
  expect(rows[0]?.several).toBeGreaterThan(10);
  expect(await trialBalance(api.deps)).toMatchObject({ total: 0, faults: [] });
});
