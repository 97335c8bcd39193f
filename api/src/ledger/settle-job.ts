import { sql } from 'kysely';
import { owedFor, settle } from '@oto/schema/ledger/settlement';
import type { Trx } from '../deps.ts';
import { openHolds, voidHolds } from './job-holds.ts';
import { accountId } from './transfer.ts';

export type Settled = {
  readonly charged: number;
  /** Members (uuid) whose earnings grew. */
  readonly earners: readonly string[];
};

/**
 * Pays a job that is over out of its holds by its revenue split and gives the rest back. `used` is
 * what the engines of its delivered steps, its first ones, really used; more than was quoted is
 * never charged. Call once, under the lock of the job's row.
 */
export async function settleJob(trx: Trx, jobUuid: string, used: readonly number[]): Promise<Settled> {
  const rows = await trx.selectFrom('revenue_split').selectAll().where('job_id', '=', jobUuid).orderBy('position').execute();
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
  const holds = await openHolds(trx, jobUuid);
  const promoHold = holds.find((hold) => hold.kind === 'wallet_promo');
  const paidHold = holds.find((hold) => hold.kind === 'wallet_paid');
  const { promo, paid, amounts } = settle(lines, promoHold?.amount ?? 0);

  for (const [index, row] of rows.entries()) {
    await trx
      .updateTable('revenue_split')
      .set({ amount: amounts[index] ?? 0 })
      .where('job_id', '=', jobUuid)
      .where('position', '=', row.position)
      .execute();
  }
  if (promoHold && promo > 0) {
    await sql`select ledger.capture_hold(${promoHold.id}::bigint, ${promo}::bigint,
      array[ledger.platform_account('platform_revenue')], array[${promo}::bigint])`.execute(trx);
  }
  const earned = new Map<string, number>();
  if (paidHold && paid > 0) {
    for (const [index, { payee }] of lines.entries()) {
      const amount = amounts[index] ?? 0;
      if (payee !== null && amount > 0) earned.set(payee, (earned.get(payee) ?? 0) + amount);
    }
    const toPlatform = paid - [...earned.values()].reduce((sum, amount) => sum + amount, 0);
    const payees = [...earned].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const credits = [accountId({ platform: 'platform_revenue' }), ...payees.map(([member]) => accountId({ member, account: 'earnings' }))];
    const shares = [toPlatform, ...payees.map(([, amount]) => amount)];
    await sql`select ledger.capture_hold(${paidHold.id}::bigint, ${paid}::bigint,
      array[${sql.join(credits)}]::bigint[], ${shares}::bigint[])`.execute(trx);
  }
  await voidHolds(trx, jobUuid);
  return { charged: promo + paid, earners: [...earned.keys()] };
}
