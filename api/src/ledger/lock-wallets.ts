import { sql } from 'kysely';
import type { Trx } from '../deps.ts';

export type OpenWallet = {
  readonly member: string;
  readonly account: string;
  readonly kind: 'wallet_promo' | 'wallet_paid';
  /** Tokens that nothing holds. */
  readonly free: number;
};
export type Wallets = {
  /** Promo wallets first, the order in which they are spent. */
  readonly wallets: readonly OpenWallet[];
  /** Members who owe something: they spend nothing. */
  readonly indebted: ReadonlySet<string>;
};

/**
 * Locks what these members (uuids) can spend, all of it at once and in the ledger's one order, until the transaction
 * ends. It is read by a statement of its own, so that a debt opened while this waited is known.
 */
export async function lockWallets(trx: Trx, members: readonly string[]): Promise<Wallets> {
  await sql`select ledger.lock_accounts(array(
    select id from ledger.account where owner_id = any(${members}::uuid[]) and kind in ('wallet_promo', 'wallet_paid')))`.execute(trx);
  const { rows } = await sql<{ id: string; member: string; kind: OpenWallet['kind'] | 'debt'; free: string }>`
    select id, owner_id as member, kind, posted - held as free from ledger.account
    where owner_id = any(${members}::uuid[]) and kind in ('wallet_promo', 'wallet_paid', 'debt')
    order by kind = 'wallet_promo' desc, id for no key update`.execute(trx);
  return {
    wallets: rows.flatMap(({ id, member, kind, free }) => (kind === 'debt' ? [] : [{ member, account: id, kind, free: Number(free) }])),
    indebted: new Set(rows.flatMap(({ member, kind, free }) => (kind === 'debt' && Number(free) < 0 ? [member] : []))),
  };
}
