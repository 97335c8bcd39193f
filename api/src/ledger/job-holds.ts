import { sql } from 'kysely';
import type { Trx } from '../deps.ts';
import { repayDebt } from './debt.ts';

export type JobHold = {
  readonly id: string;
  /** Whose tokens (uuid): the author's, or those of who sponsors it. */
  readonly owner: string;
  readonly kind: 'wallet_promo' | 'wallet_paid';
  readonly amount: number;
};

/** The open holds of a job, or of another group, in the order in which they were opened and are spent. */
export async function openHolds(trx: Trx, group: string): Promise<readonly JobHold[]> {
  const { rows } = await sql<{ id: string; owner: string; kind: JobHold['kind']; amount: string }>`
    select h.id, a.owner_id as owner, a.kind, h.amount from ledger.hold h join ledger.account a on a.id = h.account
    where h.group_id = ${group}::uuid and h.state = 'open' order by h.id`.execute(trx);
  return rows.map((row) => ({ ...row, amount: Number(row.amount) }));
}

/**
 * Locks the wallets of all whose tokens a job holds, those of the gifts it draws on too, and what the payees (uuids)
 * earn on: all at once, in the ledger's one order. Whatever is locked of them later is locked already.
 */
export async function lockPayers(trx: Trx, group: string, payees: readonly string[] = []): Promise<void> {
  await sql`select ledger.lock_accounts(array(
    select id from ledger.account where kind in ('wallet_promo', 'wallet_paid') and owner_id in (
      select a.owner_id from ledger.hold h join ledger.account a on a.id = h.account where h.group_id = ${group}::uuid
      union select g.member_id from jar_spend s join jar_gift g on g.id = s.gift_id where s.job_id = ${group}::uuid)
    union select ledger.member_account(payee, 'earnings') from unnest(${payees}::uuid[]) payee))`.execute(trx);
}

/** Gives the tokens of a job, or of another group, back, once. What their owners owe is repaid out of what came free. */
export async function voidHolds(trx: Trx, group: string, state: 'voided' | 'expired' = 'voided'): Promise<void> {
  await lockPayers(trx, group);
  for (const hold of await openHolds(trx, group)) await sql`select ledger.void_hold(${hold.id}::bigint, ${state})`.execute(trx);
  const { rows } = await sql<{ member: string }>`
    select distinct a.owner_id as member from ledger.hold h join ledger.account a on a.id = h.account
    where h.group_id = ${group}::uuid order by member`.execute(trx);
  for (const { member } of rows) await repayDebt(trx, member, group);
}
