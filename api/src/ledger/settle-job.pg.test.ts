import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { newId, uuidFromId } from '@oto/schema/base/id';
import type { Deps } from '../deps.ts';
import { stage } from '../testing/generation.ts';
import { holdForJob } from './hold-for-job.ts';
import { settleJob } from './settle-job.ts';

const uuid = () => uuidFromId(newId());

type Part = {
  readonly steps: readonly { readonly engine: number; readonly fee: number; readonly used: number }[];
  readonly royalty: number;
  readonly delivered: number;
};

const part: fc.Arbitrary<Part> = fc.record({
  steps: fc.array(fc.record({ engine: fc.nat(9), fee: fc.nat(12), used: fc.nat(12) }), { minLength: 1, maxLength: 4 }),
  royalty: fc.nat(6),
  delivered: fc.nat(4),
});

/** All accounts together: the platform's are what their transfers say. */
async function trialBalance(db: Deps['db']): Promise<number> {
  const { rows } = await sql<{ sum: string }>`
    select (select coalesce(sum(posted), 0) from ledger.account where owner_id is not null)
      + (select coalesce(sum(t.amount), 0) from ledger.transfer t join ledger.account a on a.id = t.credit where a.owner_id is null)
      - (select coalesce(sum(t.amount), 0) from ledger.transfer t join ledger.account a on a.id = t.debit where a.owner_id is null) as sum`.execute(
    db,
  );
  return Number(rows[0]?.sum);
}

test('whatever part of a chain is paid for, the books are exact and the rest is back', async () => {
  await using api = await stage();
  const { db } = api.deps;
  const [payer, owner, author] = [await api.join('Ann'), await api.join('Bob'), await api.join('Cyd')];
  const agent = await api.agent(owner);
  const { current_version } = await db
    .selectFrom('agent')
    .select('current_version')
    .where('id', '=', uuidFromId(agent.id))
    .executeTakeFirstOrThrow();
  await api.fund(payer, 100_000);
  let before = await api.wallet(payer);
  let earned = 0;

  await fc.assert(
    fc.asyncProperty(part, async ({ steps, royalty, delivered }) => {
      const done = steps.slice(0, delivered);
      const engines = steps.reduce((all, { engine }) => all + engine, 0);
      const price = engines + steps.reduce((all, { fee }) => all + fee, 0) + royalty;
      const [job, creation] = [uuid(), uuid()];
      const charged = await db.transaction().execute(async (trx) => {
        await sql`insert into creation(id, author_id, kind, prompt, lang) values (${creation}, ${payer.uuid}, 'text', '', 'fr')`.execute(
          trx,
        );
        await sql`insert into job(id, creation_id, author_id, kind, place, state, request, idempotency_key, request_hash, price, seed)
          values (${job}, ${creation}, ${payer.uuid}, 'text', 'private', 'running', '{}', ${job}, '', ${price}, 1)`.execute(trx);
        for (const [position, { engine, fee }] of steps.entries()) {
          await trx
            .insertInto('job_step')
            .values({ job_id: job, position, agent_version_id: current_version, engine_tokens: engine, fee })
            .execute();
        }
        const lines = [
          { kind: 'platform' as const, payee_id: null, quoted: engines },
          ...steps.flatMap(({ fee }) => (fee > 0 ? [{ kind: 'agent' as const, payee_id: owner.uuid, quoted: fee }] : [])),
          { kind: 'royalty' as const, payee_id: author.uuid, quoted: royalty },
        ];
        await trx
          .insertInto('revenue_split')
          .values(lines.map((line, position) => ({ ...line, job_id: job, position, agent_id: null, creation_id: null, amount: null })))
          .execute();
        expect(await holdForJob(trx, job, payer.uuid, price)).toMatchObject({ ok: true });
        const settled = await settleJob(
          trx,
          job,
          done.map(({ used }) => used),
        );
        await sql`update job set state = 'failed', charged = ${settled.charged} where id = ${job}::uuid`.execute(trx);
        return settled.charged;
      });
      const engineUse = done.reduce((all, { engine, used }) => all + Math.min(engine, used), 0);
      const base = (some: Part['steps']) => some.reduce((all, { engine, fee }) => all + engine + fee, 0);
      const share = base(steps) === 0 ? 0 : Math.floor((royalty * base(done)) / base(steps));
      expect(charged).toBe(engineUse + done.reduce((all, { fee }) => all + fee, 0) + share);
      const after = await api.wallet(payer);
      expect([after.available, after.held]).toEqual([before.available - charged, 0]);
      const earnings = (await api.wallet(owner)).earnings + (await api.wallet(author)).earnings;
      expect(earnings - earned).toBeLessThanOrEqual(charged - engineUse);
      [before, earned] = [after, earnings];
      expect(await trialBalance(db)).toBe(0);
    }),
    { seed: 8, numRuns: 40 },
  );
});
