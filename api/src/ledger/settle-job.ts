import { sql } from 'kysely';
import { settlePurses } from '@oto/schema/ledger/purse';
import { owedFor } from '@oto/schema/ledger/settlement';
import type { Trx } from '../deps.ts';
import { lockPayers, openHolds, voidHolds } from './job-holds.ts';
import { accountId } from './transfer.ts';

/** What one member (uuid) earned by a job, and by what of theirs (uuids). */
export type Earning = {
  readonly member: string;
  readonly tokens: number;
  readonly agents: readonly string[];
  readonly ancestors: readonly string[];
};

export type Settled = { readonly charged: number; readonly earnings: readonly Earning[] };

/**
 * Pays a job that is over out of its holds by its revenue split and gives the rest back. `used` is
 * what the engines of its delivered steps, its first ones, really used; more than was quoted is
 * never charged. Call once, under the lock of the job's row.
 */
export async function settleJob(trx: Trx, jobUuid: string, used: readonly number[]): Promise<Settled> {
  const rows = await trx
    .selectFrom('revenue_split')
    // What somebody would have earned who has left is the platform's.
    .leftJoin('member', (join) => join.onRef('member.id', '=', 'payee_id').on('member.deleted_at', 'is', null))
    .select(['position', 'revenue_split.kind', 'quoted', 'agent_id', 'creation_id', 'member.id as payee_id'])
    .where('job_id', '=', jobUuid)
    .orderBy('position')
    .execute();
  const quotes = await trx
    .selectFrom('job_step')
    .select(['engine_tokens', 'fee'])
    .where('job_id', '=', jobUuid)
    .orderBy('position')
    .execute();
  const lines = owedFor(
    rows.map((row) => ({ kind: row.kind, payee: row.payee_id, quoted: row.quoted })),
    quotes.map(({ engine_tokens, fee }, position) => ({ engineTokens: engine_tokens, fee, used: used[position] ?? null })),
  );
  await lockPayers(trx, jobUuid, [...new Set(lines.flatMap(({ payee, used }) => (payee === null || used === 0 ? [] : [payee])))]);
  const holds = await openHolds(trx, jobUuid);
  const { amounts, payments } = settlePurses(
    lines,
    holds.map(({ owner, kind, amount }) => ({ owner, promo: kind === 'wallet_promo', held: amount })),
  );

  for (const [index, row] of rows.entries()) {
    await trx
      .updateTable('revenue_split')
      .set({ amount: amounts[index] ?? 0 })
      .where('job_id', '=', jobUuid)
      .where('position', '=', row.position)
      .execute();
  }
  for (const [index, hold] of holds.entries()) {
    const parts = payments[index] ?? [];
    if (parts.length === 0) continue;
    const credits = parts.map(({ to }) => accountId(to === null ? { platform: 'platform_revenue' } : { member: to, account: 'earnings' }));
    const shares = parts.map(({ tokens }) => tokens);
    await sql`select ledger.capture_hold(${hold.id}::bigint, ${sum(shares)}::bigint,
      array[${sql.join(credits)}]::bigint[], ${shares}::bigint[])`.execute(trx);
  }
  await voidHolds(trx, jobUuid);
  return { charged: sum(amounts), earnings: earningsOf(rows, amounts) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, n) => all + n, 0);
}

type SplitRow = { readonly payee_id: string | null; readonly agent_id: string | null; readonly creation_id: string | null };

/** By member, in the order of their ids. */
function earningsOf(rows: readonly SplitRow[], amounts: readonly number[]): readonly Earning[] {
  const earned = new Map<string, Earning>();
  for (const [index, row] of rows.entries()) {
    const amount = amounts[index] ?? 0;
    if (row.payee_id === null || amount === 0) continue;
    const before = earned.get(row.payee_id) ?? { member: row.payee_id, tokens: 0, agents: [], ancestors: [] };
    earned.set(row.payee_id, {
      member: row.payee_id,
      tokens: before.tokens + amount,
      agents: row.agent_id === null ? before.agents : [...before.agents, row.agent_id],
      ancestors: row.creation_id === null ? before.ancestors : [...before.ancestors, row.creation_id],
    });
  }
  return [...earned.values()].toSorted((a, b) => (a.member < b.member ? -1 : 1));
}
