import type { Trx } from '../deps.ts';
import { recordEvent } from '../event/record.ts';
import { tellWallet } from '../ledger/tell-wallet.ts';
import { purchaseOf } from './view.ts';

/** Tells the buyer's open tabs how a purchase stands, and with `wallet` what it did to their tokens. Late in the transaction. */
export async function tellPurchase(trx: Trx, now: Date, purchaseUuid: string, also: { readonly wallet?: boolean } = {}): Promise<void> {
  const { member_id: member } = await trx
    .selectFrom('purchase')
    .select('member_id')
    .where('id', '=', purchaseUuid)
    .executeTakeFirstOrThrow();
  const purchase = await purchaseOf(trx, purchaseUuid, now);
  if (purchase) await recordEvent(trx, member, { type: 'purchase', at: now.toISOString(), purchase });
  if (also.wallet === true) await tellWallet(trx, now, member);
}
