import type { Kysely } from 'kysely';
import type { Wallet } from '@oto/schema/contract/ledger';
import type { Tables } from '@oto/schema/db/tables';

/** A member's balances in whole tokens; zeros for one without accounts. */
export async function walletOf(db: Kysely<Tables>, memberUuid: string): Promise<Wallet> {
  const rows = await db.selectFrom('ledger.account').select(['kind', 'posted', 'held']).where('owner_id', '=', memberUuid).execute();
  const wallet = { available: 0, paid: 0, promo: 0, held: 0, earnings: 0 };
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
      default:
        break;
    }
  }
  wallet.available = wallet.paid + wallet.promo - wallet.held;
  return wallet;
}
