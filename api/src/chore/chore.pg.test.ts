import { sql, type RawBuilder } from 'kysely';
import { PgBoss } from 'pg-boss';
import { expect, test } from 'vitest';
import { uuidFromId } from '@oto/schema/base/id';
import { noTracing, type Tracing } from '@oto/schema/trace/tracing';
import { MATURE_DAYS, matureEarnings } from '../ledger/mature-earnings.ts';
import { stage } from '../testing/generation.ts';
import { replicaOf } from '../testing/replica.ts';
import { expireHolds, prune } from './prune.ts';
import { startChores } from './start.ts';
import { sweepLeases } from './sweep-leases.ts';

const DAY_MS = 86_400_000;

test('chores start twice over one database, and stop', async () => {
  await using api = await stage();
  const chores = await Promise.all([startChores(api.deps), startChores(api.deps)]);
  const { rows } = await sql<{ name: string }>`select name from pgboss.schedule order by name`.execute(api.deps.db);
  expect(rows.map((row) => row.name)).toEqual(expect.arrayContaining(['expire-holds', 'mature-earnings', 'prune']));
  await Promise.all(chores.map((chore) => chore.stop()));
});

test('what has come due is done once, whichever of two replicas looks first', async () => {
  await using api = await stage();
  await using two = await replicaOf(api);
  const done: string[] = [];
  const tracing: Tracing = {
    ...noTracing,
    around(name, _attributes, work) {
      done.push(name);
      return work();
    },
  };
  /** Starts both at once, and stops them when the query finds something. What waits is looked for as a replica starts. */
  const untilBoth = async (query: RawBuilder<unknown>) => {
    const chores = await Promise.all([api, two].map(({ deps }) => startChores({ ...deps, tracing })));
    await expect.poll(async () => (await query.execute(api.deps.db)).rows.length, { timeout: 20_000, interval: 20 }).toBeGreaterThan(0);
    await Promise.all(chores.map((chore) => chore.stop()));
  };
  const boss = new PgBoss({ db: { executeSql: (text, values) => api.deps.pool.query(text, values) }, schedule: false, supervise: false });
  await boss.start();
  await boss.createQueue('forfeit-left', { policy: 'singleton' });
  // Due a moment ago, and never again for a year.
  const at = new Date(Date.now() - 2_000);
  const cron = [at.getUTCSeconds(), at.getUTCMinutes(), at.getUTCHours(), at.getUTCDate(), at.getUTCMonth() + 1, '*'].join(' ');
  await boss.schedule('forfeit-left', cron, { ours: true }, { key: 'due' });
  await boss.stop({ graceful: false });
  // Nobody has looked for a while.
  await sql`update pgboss.version set cron_on = now() - interval '1 hour'`.execute(api.deps.db);

  await untilBoth(sql`select 1 from pgboss.job where name = '__pgboss__send-it' and data ->> 'key' = 'due'`);
  await untilBoth(sql`select 1 from pgboss.job where name = 'forfeit-left' and data ? 'ours'`);
  await untilBoth(sql`select 1 from pgboss.job where name = 'forfeit-left' and data ? 'ours' and state = 'completed'`);
  const { rows } = await sql<{ ours: boolean | null; state: string }>`
    select data ? 'ours' as ours, state from pgboss.job where name = 'forfeit-left'`.execute(api.deps.db);
  expect(rows.filter(({ ours }) => ours === true)).toHaveLength(1);
  // At ten to the hour its own schedule is due too.
  expect(done.filter((name) => name === 'chore forfeit-left')).toHaveLength(rows.filter(({ state }) => state === 'completed').length);
});

test('earnings mature once, after the dispute window', async () => {
  await using api = await stage();
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  await sql`select ledger.transfer('sold', ledger.platform_account('stripe_clearing'),
    ledger.member_account(${ann.uuid}::uuid, 'earnings'), 9, 'capture', gen_random_uuid())`.execute(api.deps.db);
  expect(await matureEarnings(api.deps.db, new Date())).toBe(0);
  const later = new Date(Date.now() + (MATURE_DAYS + 1) * DAY_MS);
  await Promise.all([matureEarnings(api.deps.db, later), matureEarnings(api.deps.db, later)]);
  expect(await matureEarnings(api.deps.db, later)).toBe(0);
  expect(await api.wallet(ann)).toMatchObject({ available: 109, paid: 9, earnings: 0 });
  expect(await api.wallet(bob)).toMatchObject({ available: 100, paid: 0 });
});

test('a job nobody came for fails with a refund; an orphaned hold expires; what served is deleted', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const agent = await api.agent(ann);
  const job = await api.order(ann, 'text', { agents: [agent.id], prompt: 'Seul', where: 'board' });
  const at = (ms: number) => ({ ...api.deps, now: () => new Date(Date.now() + ms) });
  expect(await sweepLeases(at(3_600_000))).toBe(0);
  expect(await sweepLeases(at(3 * 3_600_000))).toBe(1);
  expect(await api.job(ann, job.id)).toMatchObject({ state: 'failed', error: { code: 'engine_unavailable' } });

  await sql`select ledger.open_hold('orphan', ledger.member_account(${ann.uuid}::uuid, 'wallet_promo'), 8, '1 hour', gen_random_uuid())`.execute(
    api.deps.db,
  );
  expect(await expireHolds(api.deps)).toBe(0);
  expect(await expireHolds(at(2 * 3_600_000))).toBe(1);
  expect(await api.wallet(ann)).toMatchObject({ available: 100, held: 0 });

  await api.deps.db.updateTable('outbox').set({ delivered_at: new Date() }).execute();
  await prune(at(8 * DAY_MS));
  for (const table of ['event', 'outbox'] as const) expect(await api.deps.db.selectFrom(table).selectAll().execute()).toEqual([]);
});

test('an attempt past its deadline is taken away however lively its worker', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const agent = await api.agent(ann);
  const job = await api.order(ann, 'text', { agents: [agent.id], prompt: 'Long' });
  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  const id = uuidFromId(job.id);
  await api.deps.db
    .updateTable('job')
    .set({ started_at: new Date(Date.now() - 600_000) })
    .where('id', '=', id)
    .execute();
  await api.work(claim, 'POST', '/progress', { attempt: 1, step: 0, phase: 'x', pct: 1 });
  expect(await sweepLeases(api.deps)).toBe(1);
  const row = await api.deps.db.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  expect(row).toMatchObject({ state: 'queued', attempt: 1, error_detail: expect.stringContaining('engine_timeout') });
});

test('the jobs of a worker that began anew come back as soon as the process that had them is silent', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const agent = await api.agent(ann);
  await api.hello('farm', [{}], { instance: 'process-1' });
  const job = await api.order(ann, 'text', { agents: [agent.id], prompt: 'Orphelin' });
  expect((await api.claim(['text'], 0, { worker: 'farm' }))?.job).toBe(job.id);
  await api.hello('farm', [{}], { instance: 'process-1' });
  const at = (ms: number) => ({ ...api.deps, now: () => new Date(Date.now() + ms) });
  expect(await sweepLeases(at(10_000))).toBe(0);
  await api.hello('farm', [{}], { instance: 'process-2' });
  expect(await sweepLeases(at(5000))).toBe(0);
  expect(await sweepLeases(at(10_000))).toBe(1);
  expect(await api.job(ann, job.id)).toMatchObject({ state: 'queued', attempt: 1 });
});
