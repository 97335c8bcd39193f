import { sql } from 'kysely';
import type { Trx } from '../deps.ts';

/** What a member's paid wallet can still give, and what the member owes. Whole tokens, 0 or more. */
export type PaidWallet = { readonly account: string; readonly free: number; readonly owed: number };

/**
 * Locks a member's paid wallet, opened when missing, and the debt beside it until the transaction ends. The wallet comes
 * first: whoever opens a debt holds it, so that what is read after it knows of every debt.
 */
export async function lockPaid(trx: Trx, memberUuid: string): Promise<PaidWallet> {
  const opened = await sql<{ id: string }>`
    select id, ledger.lock_accounts(array[id]) from ledger.member_account(${memberUuid}::uuid, 'wallet_paid') id`.execute(trx);
  const { rows } = await sql<{ id: string; kind: string; free: string }>`
    select id, kind, posted - held as free from ledger.account
    where owner_id = ${memberUuid}::uuid and kind in ('wallet_paid', 'debt') order by id for no key update`.execute(trx);
  return {
    account: opened.rows[0]?.id ?? '',
    free: Number(rows.find((row) => row.kind === 'wallet_paid')?.free ?? 0),
    owed: 0 - Number(rows.find((row) => row.kind === 'debt')?.free ?? 0),
  };
}
