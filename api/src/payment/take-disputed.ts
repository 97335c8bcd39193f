import type { Trx } from '../deps.ts';
import { takeBack } from '../ledger/purchase.ts';
import { goneOf } from './gone.ts';
import { tokensFor } from './proportion.ts';

/**
 * After a refund has failed: its tokens are the member's again, while a dispute that came meanwhile had left them to the
 * refund. What the bank's money stands for is taken now. The purchase is locked.
 */
export async function takeDisputed(trx: Trx, purchaseUuid: string, failedRefund: string): Promise<void> {
  const disputes = await trx
    .selectFrom('dispute')
    .selectAll()
    .where('purchase_id', '=', purchaseUuid)
    .where('state', '<>', 'won')
    .orderBy('opened_at')
    .execute();
  if (disputes.length === 0) return;
  const purchase = await trx.selectFrom('purchase').selectAll().where('id', '=', purchaseUuid).executeTakeFirstOrThrow();
  if (purchase.state !== 'granted') return;
  for (const dispute of disputes) {
    const all = await goneOf(trx, purchaseUuid);
    const others = { tokens: all.tokens - Number(dispute.tokens), cents: all.cents - dispute.cents };
    const due = tokensFor({ tokens: Number(purchase.tokens), cents: purchase.cents }, others, dispute.cents);
    const more = due - Number(dispute.tokens);
    if (more <= 0) continue;
    const key = `dispute:${dispute.id}:after:${failedRefund}`;
    const taken = await takeBack(trx, { key, member: purchase.member_id, tokens: more, kind: 'dispute', purchase: purchaseUuid });
    await trx
      .updateTable('dispute')
      .set((eb) => ({ tokens: eb('tokens', '+', String(more)), clawed: eb('clawed', '+', String(taken.clawed)) }))
      .where('id', '=', dispute.id)
      .execute();
  }
}
