import type { Stripe } from 'stripe';
import { idFromUuid, isId, newId, uuidFromId } from '@oto/schema/base/id';
import type { Deps, Trx } from '../deps.ts';
import { giveBack, takeBack } from '../ledger/purchase.ts';
import { goneOf } from './gone.ts';
import { purchaseOfPayment } from './locate.ts';
import { shopOf } from './payments.ts';
import { tokensFor } from './proportion.ts';
import { closeRefund, hasGone } from './refund.ts';
import { tellRefunded } from '../webhook/tell-money.ts';
import { takeDisputed } from './take-disputed.ts';
import { tellPurchase } from './tell.ts';

/**
 * Brings our refunds of a payment to where Stripe says that they stand: ours whose answer was lost are settled, those
 * made in Stripe's own pages take their tokens back, those that failed at the bank give them back.
 */
export async function syncRefunds(deps: Deps, paymentIntent: string): Promise<void> {
  const purchase = await purchaseOfPayment(deps, paymentIntent);
  if (purchase === null) return;
  const list = await shopOf(deps).stripe.refunds.list({ payment_intent: paymentIntent, limit: 100 });
  for (const refund of list.data.toSorted((a, b) => a.created - b.created)) await syncRefund(deps, purchase, refund);
}

async function syncRefund(deps: Deps, purchase: string, told: Stripe.Refund): Promise<void> {
  const ours = await ourRefund(deps, purchase, told);
  if (ours?.state === 'open') {
    await closeRefund(deps, ours.id, { stripeId: told.id, went: hasGone(told) });
    return;
  }
  await deps.db.transaction().execute(async (trx) => {
    const row = await trx.selectFrom('purchase').selectAll().where('id', '=', purchase).forUpdate().executeTakeFirstOrThrow();
    const known = await trx
      .selectFrom('refund')
      .selectAll()
      .where((eb) => eb.or([eb('stripe_id', '=', told.id), eb('id', '=', ours?.id ?? null)]))
      .executeTakeFirst();
    if (known) {
      if (known.state === 'done' && !hasGone(told)) await undo(deps, trx, row.member_id, known);
      return;
    }
    if (hasGone(told) && told.amount > 0) await takeOutside(deps, trx, row, told);
  });
}

/** By our mark on it, if it is on the purchase that it says. */
async function ourRefund({ db }: Deps, purchase: string, { id, metadata }: Stripe.Refund) {
  const mark = metadata?.refund;
  const row = await db
    .selectFrom('refund')
    .select(['id', 'state'])
    .where('purchase_id', '=', purchase)
    .where((eb) => eb.or([eb('stripe_id', '=', id), ...(isId(mark) ? [eb('id', '=', uuidFromId(mark))] : [])]))
    .executeTakeFirst();
  return row ?? null;
}

type PurchaseRow = {
  readonly id: string;
  readonly member_id: string;
  readonly tokens: string;
  readonly cents: number;
  readonly state: string;
};

async function takeOutside(deps: Deps, trx: Trx, row: PurchaseRow, told: Stripe.Refund): Promise<void> {
  const gone = await goneOf(trx, row.id);
  const tokens = row.state === 'granted' ? tokensFor({ tokens: Number(row.tokens), cents: row.cents }, gone, told.amount) : 0;
  const id = uuidFromId(newId());
  await trx
    .insertInto('refund')
    .values({
      id,
      purchase_id: row.id,
      stripe_id: told.id,
      tokens,
      cents: told.amount,
      cause: 'outside',
      reason: told.reason ?? '',
      state: 'done',
      key: `stripe:${told.id}`,
      asked_by: null,
      created_at: deps.now(),
      closed_at: deps.now(),
    })
    .execute();
  if (tokens > 0) await takeBack(trx, { key: `refund:${id}`, member: row.member_id, tokens, kind: 'refund', purchase: row.id });
  deps.log.info({ purchase: idFromUuid(row.id), tokens, cents: told.amount }, 'money was given back outside');
  await tellRefunded(trx, deps.now(), id);
  await tellPurchase(trx, deps.now(), row.id, { wallet: tokens > 0 });
}

/** The bank sent the money back to us: what the refund took returns. */
async function undo(
  deps: Deps,
  trx: Trx,
  member: string,
  refund: { readonly id: string; readonly purchase_id: string; readonly tokens: string },
): Promise<void> {
  await trx.updateTable('refund').set({ state: 'failed', closed_at: deps.now() }).where('id', '=', refund.id).execute();
  const tokens = Number(refund.tokens);
  if (tokens > 0) await giveBack(trx, { key: `refund-failed:${refund.id}`, member, tokens, kind: 'refund', purchase: refund.purchase_id });
  await takeDisputed(trx, refund.purchase_id, refund.id);
  await tellPurchase(trx, deps.now(), refund.purchase_id, { wallet: tokens > 0 });
}
