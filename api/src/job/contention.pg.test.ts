import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { seededRandom } from '@oto/schema/base/seeded-random';
import { sweepLeases } from '../chore/sweep-leases.ts';
import { report, stage, stepReport, type Stage } from '../testing/generation.ts';

/** People use one another's agents and fork one another, so that every kind of lock is wanted from both sides. */
test('orders, cancels, deaths and finishes all at once leave the books exact', async () => {
  await using api = await stage();
  const people = await Promise.all(['Ann', 'Bob', 'Cyd', 'Dan'].map((name) => api.join(name)));
  const agents = await Promise.all(people.map((person) => api.agent(person, { fee: 4 })));
  for (const person of people) await api.fund(person, 400);
  const roots: string[] = [];
  for (const [index, person] of people.entries()) {
    roots.push((await api.order(person, 'text', { agents: [agents[index]?.id], prompt: 'Racine', where: 'board' })).creation);
    const claim = await api.claim();
    if (claim) await api.finish(claim);
  }
  await sql`select ledger.transfer('burn:' || owner_id, id, ledger.platform_account('expired'), 60, 'expiry', gen_random_uuid())
    from ledger.account where kind = 'wallet_promo'`.execute(api.deps.db);
  await api.deps.db
    .updateTable('job')
    .set({ created_at: new Date(Date.now() - 120_000) })
    .execute();

  const random = seededRandom(4);
  const any = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const statuses = new Map<string, number>();
  const note = (what: string, answer: Response) =>
    statuses.set(`${what} ${answer.status}`, (statuses.get(`${what} ${answer.status}`) ?? 0) + 1);
  const order = async () => {
    const who = any(people);
    const body = {
      agents: random() < 0.4 ? [any(agents).id, any(agents).id] : [any(agents).id],
      prompt: 'Suite',
      parents: random() < 0.7 ? [any(roots)] : [],
      where: random() < 0.7 ? 'board' : 'private',
    };
    note('order', await api.generate(who, 'text', body));
  };
  const run = async () => {
    const fate = random();
    const claim = await api.claim();
    if (!claim) return;
    const [first] = claim.steps;
    if (claim.steps.length > 1 && !first?.delivered)
      note('step', await api.work(claim, 'POST', '/steps/0', stepReport(claim, 0, { tokens: 2 })));
    if (fate < 0.6) note('finish', await api.work(claim, 'POST', '/finish', report(claim, { tokens: 2 })));
    else if (fate < 0.8)
      note('fail', await api.work(claim, 'POST', '/fail', { attempt: claim.attempt, code: 'engine_oom', retryable: fate < 0.7 }));
    else if (fate < 0.85)
      note('drain', await api.work(claim, 'POST', '/fail', { attempt: claim.attempt, code: 'drained', retryable: true }));
  };
  const cancel = async () => {
    const who = any(people);
    const { jobs } = (await (await api.send('GET', '/api/jobs', { cookie: who.cookie })).json()) as {
      jobs: { id: string; state: string }[];
    };
    const open = jobs.find((job) => job.state === 'queued' || job.state === 'running');
    if (open) note('cancel', await api.send('POST', `/api/jobs/${open.id}/cancel`, { cookie: who.cookie }));
  };
  let counted = 0;
  for (let round = 0; round < 6; round++) {
    await Promise.all([order(), order(), order(), order(), run(), run(), run(), run(), cancel(), sweepLeases(api.deps), order(), run()]);
    counted += await countWaiting(api);
    await api.deps.db
      .updateTable('job')
      .set({ created_at: new Date(Date.now() - 120_000), run_after: new Date(0) })
      .execute();
  }
  await api.deps.db
    .updateTable('job')
    .set({ lease_until: new Date(0), attempt: 3 })
    .where('state', '=', 'running')
    .execute();
  await sweepLeases(api.deps);
  for (let claim = await api.claim(); claim; claim = await api.claim()) await api.finish(claim);

  expect([...statuses.keys()].filter((key) => key.endsWith(' 500') || key.endsWith(' 503'))).toEqual([]);
  expect(counted).toBeGreaterThan(6);
  expect(statuses.get('order 202')).toBeGreaterThan(8);
  expect(statuses.get('finish 200')).toBeGreaterThan(4);
  const broken = await sql<{ law: string }>`
    select 'held without an open job' as law from ledger.account where held <> 0
    union all select 'a price is not what was captured' from job j where (state = 'succeeded' or kept is not null)
      and charged <> (select coalesce(sum(h.captured), 0) from ledger.hold h where h.group_id = j.id)
    union all select 'a split does not sum' from job j where (state = 'succeeded' or kept is not null)
      and charged <> (select sum(amount) from revenue_split r where r.job_id = j.id)
    union all select 'an unfinished job was charged' from job j join ledger.hold h on h.group_id = j.id
      where j.state in ('failed', 'cancelled') and j.kept is null and h.captured > 0
    union all select 'an earning has no payee line' from ledger.transfer t join ledger.account a on a.id = t.credit
      where a.kind = 'earnings' and not exists (select from revenue_split r where r.job_id = t.group_id and r.payee_id = a.owner_id)
    union all select 'a plot miscounts' from plot p where notes <>
      (select count(*) from creation c where (c.plot_x, c.plot_y) = (p.x, p.y)) + (select count(*) from agent a where (a.plot_x, a.plot_y) = (p.x, p.y))
    union all select 'a job has no agent that made it' from job j where state = 'succeeded'
      and (select count(*) from job_step where job_id = j.id) <> (select count(*) from creation_step where creation_id = j.creation_id)
    union all select 'a failed creation kept its seat' from creation where state = 'failed' and plot_x is not null`.execute(api.deps.db);
  expect(broken.rows).toEqual([]);
});

/** Waiting jobs; each must stand as many places back as its author has open jobs before it. */
async function countWaiting(api: Stage): Promise<number> {
  const { rows } = await sql<{ ahead: number; place: number }>`select ahead, place::int from (
    select state, ahead, row_number() over (partition by author_id order by state = 'running' desc, rank / 100, id) - 1 as place
    from job where state in ('queued', 'running')) q where state = 'queued'`.execute(api.deps.db);
  expect(rows.filter(({ ahead, place }) => ahead !== place)).toEqual([]);
  return rows.length;
}
