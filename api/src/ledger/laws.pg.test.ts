import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { newId, uuidFromId } from '@oto/schema/base/id';
import { STATEMENT_ACCOUNTS } from '@oto/schema/contract/statement';
import type { Trx } from '../deps.ts';
import { stage, type Stage } from '../testing/generation.ts';
import { forgiveDebt } from './debt.ts';
import { expirePromo } from './expire-promo.ts';
import { sqlState } from './failure.ts';
import { forfeit } from './forfeit.ts';
import { grant } from './grant.ts';
import { holdForJob } from './hold-for-job.ts';
import { voidHolds } from './job-holds.ts';
import { MATURE_DAYS, matureEarnings } from './mature-earnings.ts';
import { openWallet } from './open-wallet.ts';
import { creditPurchase, giveBack, takeBack } from './purchase.ts';
import { holdForRefund, settleRefund, voidRefund } from './refund.ts';
import { settleJob } from './settle-job.ts';
import { statementOf } from './statement.ts';
import { trialBalance } from './trial-balance.ts';
import { walletOf } from './wallet.ts';

const uuid = () => uuidFromId(newId());
const SEED = 20_261_123;
const COMMANDS = 5200;
const CONNECTIONS = 12;
const MEMBERS = 7;
const JOBS = 900;
const KEYS = 150;
/** Gifts and purchases: more of them, so that there is something to spend. */
const OCCASIONS = 450;
const DAY_MS = 86_400_000;

const who = fc.nat(MEMBERS - 1);
const key = fc.nat(KEYS - 1);
const occasion = fc.nat(OCCASIONS - 1);
const job = fc.nat(JOBS - 1);
const tokens = fc.integer({ min: 1, max: 60 });
const of = <T extends string, R extends { readonly [field: string]: unknown }>(name: T, rest: { [K in keyof R]: fc.Arbitrary<R[K]> }) =>
  fc.record<R>(rest).map((fields) => ({ do: name, ...fields }));

/** Keys, jobs and holds are few, so that commands meet: again, with other parameters, and all at once. */
const command = fc.oneof(
  { weight: 6, arbitrary: of('buy', { who, key: occasion, tokens: fc.integer({ min: 20, max: 90 }) }) },
  { weight: 4, arbitrary: of('grant', { who, key: occasion, tokens, days: fc.option(fc.constantFrom(1, 30), { nil: undefined }) }) },
  { weight: 12, arbitrary: of('submit', { job }) },
  { weight: 12, arbitrary: of('settle', { job, steps: fc.nat(2), used: fc.nat(9) }) },
  { weight: 3, arbitrary: of('cancel', { job, expire: fc.boolean() }) },
  { weight: 3, arbitrary: of('holdForRefund', { who, key, tokens }) },
  { weight: 3, arbitrary: of('settleRefund', { key, part: fc.double({ min: 0, max: 1, noNaN: true }) }) },
  { weight: 2, arbitrary: of('voidRefund', { key }) },
  { weight: 3, arbitrary: of('takeBack', { who, key, tokens, kind: fc.constantFrom('refund' as const, 'dispute' as const) }) },
  { weight: 2, arbitrary: of('giveBack', { who, key, tokens }) },
  { weight: 1, arbitrary: of('forgive', { who, key }) },
  { weight: 1, arbitrary: of('mature', { days: fc.constantFrom(0, MATURE_DAYS + 1) }) },
  { weight: 1, arbitrary: of('expire', { days: fc.constantFrom(0, 2, 31) }) },
  { weight: 1, arbitrary: of('forfeit', { who }) },
  { weight: 2, arbitrary: of('rawHold', { who, key, tokens, promo: fc.boolean() }) },
  { weight: 2, arbitrary: of('rawCapture', { key, to: who, tokens: fc.nat(60), cut: fc.nat(60) }) },
  { weight: 1, arbitrary: of('rawVoid', { key }) },
  { weight: 1, arbitrary: of('rawTransfer', { who, key, tokens: fc.integer({ min: -1, max: 30 }) }) },
);
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

type World = {
  readonly members: readonly string[];
  readonly jobs: readonly string[];
  readonly keys: readonly string[];
  /** Jobs whose tokens were held once. */
  readonly held: string[];
};

/** Members with wallets, and jobs that wait to be ordered: two steps with a fee each, and a royalty. */
async function world(api: Stage): Promise<World> {
  const owner = await api.join('Owner');
  const agent = await api.agent(owner);
  const { version } = await api.deps.db
    .selectFrom('agent')
    .select('current_version as version')
    .where('id', '=', uuidFromId(agent.id))
    .executeTakeFirstOrThrow();
  const members = Array.from({ length: MEMBERS }, uuid);
  const jobs = Array.from({ length: JOBS }, uuid);
  const member = (index: number) => members[index % MEMBERS];
  await api.deps.db.transaction().execute(async (trx) => {
    await sql`insert into member(id, name, handle)
      select id, 'Test', 'test-' || row_number() over () from unnest(${members}::uuid[]) id`.execute(trx);
    for (const id of members) await openWallet(trx, id, 30);
    await sql`insert into creation(id, author_id, kind, prompt, lang)
      select id, author, 'text', '', 'fr' from unnest(${jobs}::uuid[], ${jobs.map((_, n) => member(n))}::uuid[]) as u(id, author)`.execute(
      trx,
    );
    await sql`insert into job(id, creation_id, author_id, kind, place, state, phase, request, idempotency_key, request_hash, price, seed)
      select id, id, author_id, 'text', 'private', 'cancelled', 'new', '{}', id, '', 5 + 5 + 4 + 3 + 2, 1 from creation where prompt = ''`.execute(
      trx,
    );
    await sql`insert into job_step(job_id, position, agent_version_id, engine_tokens, fee)
      select id, position, ${version}::uuid, 5, 4 - position from unnest(${jobs}::uuid[]) id, generate_series(0, 1) position`.execute(trx);
    const payees = (by: number) => jobs.map((_, n) => member(n + by));
    await sql`insert into revenue_split(job_id, position, kind, payee_id, quoted)
      select id, 0, 'platform', null::uuid, 10 from unnest(${jobs}::uuid[]) id
      union all select id, 1, 'agent', p, 4 from unnest(${jobs}::uuid[], ${payees(1)}::uuid[]) as u(id, p)
      union all select id, 2, 'agent', p, 3 from unnest(${jobs}::uuid[], ${payees(3)}::uuid[]) as u(id, p)
      union all select id, 3, 'royalty', p, 2 from unnest(${jobs}::uuid[], ${payees(2)}::uuid[]) as u(id, p)`.execute(trx);
  });
  return { members, jobs, keys: Array.from({ length: OCCASIONS }, uuid), held: [] };
}

/** Rolls back what a refusal leaves behind. */
class Refused extends Error {}

async function run({ deps }: Stage, { members, jobs, keys, held: open }: World, step: Command): Promise<string> {
  const { db } = deps;
  const within = <T>(work: (trx: Trx) => Promise<T>) => db.transaction().execute(work);
  const at = (list: readonly string[], index: number) => list[index] ?? '';
  const later = (days: number) => new Date(Date.now() + days * DAY_MS);
  /** A job's row is locked by whoever orders or ends it. `phase` is how far it is, since its state would queue it. */
  const ofJob = (job: string, phase: string, work: (trx: Trx, id: string, author: string) => Promise<string>) =>
    within(async (trx) => {
      const row = await trx.selectFrom('job').selectAll().where('id', '=', job).forUpdate().executeTakeFirstOrThrow();
      return row.phase === phase ? work(trx, row.id, row.author_id) : `already ${row.phase}`;
    });
  switch (step.do) {
    case 'buy':
      await within((trx) => creditPurchase(trx, { purchase: at(keys, step.key), member: at(members, step.who), tokens: step.tokens }));
      return 'ok';
    case 'grant': {
      const order = { key: `grant:${step.key}`, member: at(members, step.who), amount: step.tokens, kind: 'grant' as const };
      return within(async (trx) => {
        const given = await grant(trx, { ...order, ...(step.days === undefined ? {} : { days: step.days }) });
        if (!given.ok) throw new Refused(given.code);
        return 'ok';
      });
    }
    case 'submit':
      return ofJob(at(jobs, step.job), 'new', async (trx, id, author) => {
        const held = await holdForJob(trx, id, author, 19);
        if (held.ok) await sql`update job set phase = 'held' where id = ${id}::uuid`.execute(trx);
        if (held.ok) open.push(id);
        return held.ok ? 'ok' : held.code;
      });
    case 'settle':
      if (open.length === 0) return 'already void';
      return ofJob(at(open, open.length - 1 - (step.job % Math.min(open.length, 30))), 'held', async (trx, id) => {
        const { charged } = await settleJob(trx, id, Array<number>(step.steps).fill(step.used));
        await sql`update job set phase = 'paid', charged = ${charged} where id = ${id}::uuid`.execute(trx);
        return 'ok';
      });
    case 'cancel':
      if (open.length === 0) return 'already void';
      return ofJob(at(open, open.length - 1 - (step.job % Math.min(open.length, 30))), 'held', async (trx, id) => {
        await voidHolds(trx, id, step.expire ? 'expired' : 'voided');
        await sql`update job set phase = 'void', charged = 0 where id = ${id}::uuid`.execute(trx);
        return 'ok';
      });
    case 'holdForRefund': {
      const order = { refund: at(keys, step.key), member: at(members, step.who), tokens: step.tokens };
      const held = await within((trx) => holdForRefund(trx, order));
      return held.ok ? 'ok' : held.code;
    }
    case 'settleRefund':
    case 'voidRefund': {
      const hold = await db
        .selectFrom('ledger.hold')
        .select(['id', 'amount'])
        .where('key', '=', `refund:${at(keys, step.key)}`)
        .executeTakeFirst();
      if (!hold) return 'no refund';
      await within((trx) =>
        step.do === 'voidRefund' ? voidRefund(trx, hold.id) : settleRefund(trx, hold.id, Math.ceil(Number(hold.amount) * step.part)),
      );
      return 'ok';
    }
    case 'takeBack': {
      const order = { key: `back:${step.key}`, member: at(members, step.who), tokens: step.tokens, kind: step.kind };
      const { clawed, debt } = await within((trx) => takeBack(trx, order));
      return clawed + debt > 0 ? 'ok' : 'nothing taken';
    }
    case 'giveBack':
      await within((trx) => giveBack(trx, { key: `won:${step.key}`, member: at(members, step.who), tokens: step.tokens }));
      return 'ok';
    case 'forgive':
      await within((trx) => forgiveDebt(trx, { key: `forgive:${step.key}`, member: at(members, step.who) }));
      return 'ok';
    case 'mature':
      await matureEarnings(db, later(step.days));
      return 'ok';
    case 'expire':
      await expirePromo(db, later(step.days));
      return 'ok';
    case 'forfeit':
      await within((trx) => forfeit(trx, at(members, step.who)));
      return 'ok';
    case 'rawHold':
      await sql`select ledger.open_hold(${`raw:${step.key}`}, ledger.member_account(${at(members, step.who)}::uuid,
        ${step.promo ? 'wallet_promo' : 'wallet_paid'}), ${step.tokens}::bigint, '1 hour', ${at(keys, step.key)}::uuid)`.execute(db);
      return 'ok';
    case 'rawCapture': {
      const cut = Math.min(step.cut, step.tokens);
      await sql`select ledger.capture_hold((select id from ledger.hold where key = ${`raw:${step.key}`}), ${step.tokens}::bigint,
        array[ledger.platform_account('platform_revenue'), ledger.member_account(${at(members, step.to)}::uuid, 'earnings')],
        array[${step.tokens - cut}::bigint, ${cut}::bigint])`.execute(db);
      return 'ok';
    }
    case 'rawVoid':
      await sql`select ledger.void_hold((select id from ledger.hold where key = ${`raw:${step.key}`}))`.execute(db);
      return 'ok';
    case 'rawTransfer':
      await sql`select ledger.transfer(${`raw:${step.key}`}, ledger.platform_account('stripe_clearing'),
        ledger.member_account(${at(members, step.who)}::uuid, 'earnings'), ${step.tokens}::bigint, 'capture', ${uuid()}::uuid)`.execute(db);
      return 'ok';
    default:
      return step satisfies never;
  }
}

/** What a command may answer: a refusal that has a name, never a deadlock or a broken constraint. */
const ANSWERS = [/^ok$/, /^already /, /^no refund$/, /^(empty_wallet|frozen_wallet|key_reused)$/, /^OT4(00|02|04|09)$/];

test('every law of the ledger holds at every moment of 5,200 random commands on 12 connections', async () => {
  await using api = await stage();
  const laid = await world(api);
  const { db } = api.deps;
  const commands = fc.sample(command, { seed: SEED, numRuns: COMMANDS });
  const pauses = fc.sample(fc.integer({ min: 150, max: 600 }), { seed: SEED, numRuns: COMMANDS / 150 });
  const answers = new Map<string, number>();
  /** Key of a gift or a purchase -> what it gave: the same, whoever came under it. */
  const given = new Map<string, number>();
  let next = 0;
  const lane = async (end: number) => {
    for (let step = commands[next++]; step && next <= end; step = commands[next++]) {
      const answer = await run(api, laid, step).catch((error: unknown) => {
        if (error instanceof Refused) return error.message;
        return sqlState(error) ?? String(error);
      });
      expect(
        ANSWERS.some((known) => known.test(answer)),
        `${step.do} answered ${answer}`,
      ).toBe(true);
      answers.set(`${step.do} ${answer}`, (answers.get(`${step.do} ${answer}`) ?? 0) + 1);
      if ((step.do === 'buy' || step.do === 'grant') && answer === 'ok') {
        const name = `${step.do}:${step.key}`;
        given.set(name, Math.min(step.tokens, given.get(name) ?? step.tokens));
      }
    }
  };
  for (const pause of pauses) {
    if (next >= COMMANDS) break;
    const start = next;
    // One snapshot is taken while they run: the laws hold between any two commits.
    const lanes = Array.from({ length: CONNECTIONS - 1 }, () => lane(start + pause));
    const [during] = await Promise.all([trialBalance(api.deps), ...lanes]);
    next = Math.min(start + pause, COMMANDS);
    for (const balance of [during, await trialBalance(api.deps)]) expect(balance).toMatchObject({ total: 0, faults: [] });
  }
  expect([...answers.values()].reduce((sum, count) => sum + count, 0)).toBe(COMMANDS);

  const bought = await sql<{ kind: string; sum: string; count: string }>`
    select kind, sum(amount), count(*) from ledger.transfer where kind in ('purchase', 'grant') group by kind order by kind`.execute(db);
  const gave = (what: string) => [...given].filter(([name]) => name.startsWith(what)).map(([, amount]) => amount);
  const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0);
  expect(bought.rows.map((row) => [row.kind, Number(row.sum), Number(row.count)])).toEqual([
    ['grant', sum(gave('grant:')), gave('grant:').length],
    ['purchase', sum(gave('buy:')), gave('buy:').length],
  ]);

  const explained = new Map<string, number>();
  for (const member of laid.members) {
    const wallet = await walletOf(db, member);
    for (const account of STATEMENT_ACCOUNTS) {
      const period = { from: null, until: null, zone: 'UTC' };
      let [before, above, seen]: [string | null, number, number] = [null, wallet[account], 0];
      for (let more = true; more;) {
        const page = await statementOf(db, { member, account, kind: null, period, before });
        for (const { entry, balance, amount } of page.entries) {
          if (balance !== above || balance < 0) throw new Error(`${account}, line ${entry}: ${balance} is not ${above}`);
          [before, above, seen] = [entry, balance - amount, seen + 1];
        }
        expect(page.opening).toBe(above);
        more = page.more;
      }
      expect({ account, opening: above }).toEqual({ account, opening: 0 });
      explained.set(account, (explained.get(account) ?? 0) + seen);
    }
  }
  for (const account of STATEMENT_ACCOUNTS)
    expect({ account, explained: (explained.get(account) ?? 0) > 20 }).toEqual({ account, explained: true });
  // Each kind of command was really carried out, and really refused.
  const answered = (what: RegExp) => [...answers].filter(([name]) => what.test(name)).reduce((all, [, count]) => all + count, 0);
  for (const name of [
    'buy',
    'grant',
    'submit',
    'settle',
    'cancel',
    'holdForRefund',
    'settleRefund',
    'voidRefund',
    'takeBack',
    'giveBack',
  ]) {
    expect({ name, done: answered(new RegExp(`^${name} ok`)) > 20 }).toEqual({ name, done: true });
  }
  for (const refused of [/OT402/, /OT409|key_reused/, /empty_wallet/, /frozen_wallet/]) {
    expect({ refused, met: answered(refused) > 5 }).toEqual({ refused, met: true });
  }
});
