import type { Kysely } from 'kysely';
import type { Wallet } from '@oto/schema/contract/ledger';
import type { Tables } from '@oto/schema/db/tables';

/** A member's balances in whole tokens; zeros for one without accounts. */
export async function walletOf(db: Kysely<Tables>, memberUuid: string): Promise<Wallet> {
  const rows = await db.selectFrom('ledger.account').select(['kind', 'posted', 'held']).where('owner_id', '=', memberUuid).execute();
  const wallet = { available: 0, paid: 0, promo: 0, held: 0, earnings: 0, debt: 0 };
  for (const row of rows) {
    const posted = Number(row.posted);
    const held = Number(row.held);
    switch (row.kind) {
      case 'wallet_paid':
        wallet.paid = posted;
        wallet.held += held;
        break;
      case 'wallet_promo':
        wallet.promo = posted;
        wallet.held += held;
        break;
      case 'earnings':
        wallet.earnings = posted;
        break;
      case 'debt':
        wallet.debt = 0 - posted;
        break;
      default:
        break;
    }
  }
  wallet.available = wallet.paid + wallet.promo - wallet.held;
  return { ...wallet, expiring: wallet.promo > 0 ? await expiringNext(db, memberUuid) : null };
}

async function expiringNext(db: Kysely<Tables>, memberUuid: string): Promise<Wallet['expiring']> {
  const lot = await db
    .selectFrom('ledger.promo_lot as lot')
    .innerJoin('ledger.account as account', 'account.id', 'lot.account')
    .select((eb) => ['lot.expires_at', eb.fn.sum<string>(eb('lot.amount', '-', eb.ref('lot.used'))).as('left')])
    .where('account.owner_id', '=', memberUuid)
    .where('account.kind', '=', 'wallet_promo')
    .whereRef('lot.used', '<', 'lot.amount')
    .where('lot.expires_at', 'is not', null)
    .groupBy('lot.expires_at')
    .orderBy('lot.expires_at')
    .limit(1)
    .executeTakeFirst();
  return lot?.expires_at ? { tokens: Number(lot.left), at: lot.expires_at.toISOString() } : null;
}
