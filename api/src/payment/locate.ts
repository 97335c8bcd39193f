import { isId, uuidFromId } from '@oto/schema/base/id';
import type { Deps } from '../deps.ts';
import { fulfil } from './fulfil.ts';
import { shopOf } from './payments.ts';

/**
 * The purchase that a payment was for, brought up to date first: news of a refund or a dispute may come before the news
 * of the payment itself. Null: none of ours.
 */
export async function purchaseOfPayment(deps: Deps, paymentIntent: string): Promise<string | null> {
  const known = await deps.db
    .selectFrom('purchase')
    .select(['id', 'state', 'session_id'])
    .where('payment_intent', '=', paymentIntent)
    .executeTakeFirst();
  if (known?.state === 'granted' || known?.state === 'refused') return known.id;
  const purchase = known ?? (await purchaseOfMetadata(deps, paymentIntent));
  if (!purchase) return null;
  if (purchase.session_id !== null) await fulfil(deps, purchase.session_id);
  return purchase.id;
}

async function purchaseOfMetadata(deps: Deps, paymentIntent: string) {
  const { metadata } = await shopOf(deps).stripe.paymentIntents.retrieve(paymentIntent);
  const id = metadata.purchase;
  if (!isId(id)) return null;
  const row = await deps.db.selectFrom('purchase').select(['id', 'session_id']).where('id', '=', uuidFromId(id)).executeTakeFirst();
  return row ?? null;
}
