import { sql } from 'kysely';
import type { Trx } from '../deps.ts';
import { repayDebt } from './debt.ts';

export type JobHold = { readonly id: string; readonly kind: 'wallet_promo' | 'wallet_paid'; readonly amount: number };

/** The open holds of a job, promo first: the order in which accounts are locked. */
export async function openHolds(trx: Trx, jobUuid: string): Promise<readonly JobHold[]> {
  const { rows } = await sql<{ id: string; kind: JobHold['kind']; amount: string }>`
    select h.id, a.kind, h.amount from ledger.hold h join ledger.account a on a.id = h.account
    where h.group_id = ${jobUuid}::uuid and h.state = 'open'
    order by a.kind = 'wallet_promo' desc, h.id`.execute(trx);
  return rows.map((row) => ({ ...row, amount: Number(row.amount) }));
}

/** Gives a job's tokens back, once. What its author owes is repaid out of what came free. */
export async function voidHolds(trx: Trx, jobUuid: string, state: 'voided' | 'expired' = 'voided'): Promise<void> {
  for (const hold of await openHolds(trx, jobUuid)) await sql`select ledger.void_hold(${hold.id}::bigint, ${state})`.execute(trx);
  const { rows } = await sql<{ member: string }>`
    select distinct a.owner_id as member from ledger.hold h join ledger.account a on a.id = h.account
    where h.group_id = ${jobUuid}::uuid order by member`.execute(trx);
  for (const { member } of rows) await repayDebt(trx, member, jobUuid);
}
