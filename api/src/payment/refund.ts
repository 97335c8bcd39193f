import type { Stripe } from 'stripe';
import { idFromUuid, newId, uuidFromId } from '@oto/schema/base/id';
import type { Deps, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { holdForRefund, settleRefund, voidRefund } from '../ledger/refund.ts';
import { goneOf } from './gone.ts';
import { shopOf } from './payments.ts';
import { centsFor } from './proportion.ts';
import { tellRefunded } from '../webhook/tell-money.ts';
import { meaningOf } from './stripe-call.ts';
import { takeDisputed } from './take-disputed.ts';
import { tellPurchase } from './tell.ts';
import { unspentOf } from './unspent.ts';

export type RefundOrder = {
  readonly purchase: string;
  /** One refund is made under it, however often it is asked for. */
  readonly key: string;
  readonly cause: 'withdrawal' | 'operator';
  /** Null: what is unspent of the purchase. */
  readonly tokens: number | null;
  readonly reason: string;
  readonly askedBy: string;
};

/**
 * Sets tokens aside and writes down that their money goes back; the refund's uuid. `once` runs in the same transaction
 * when the refund is new. Throws not_found, wrong_state, nothing_to_refund or key_reused.
 */
export async function orderRefund(deps: Deps, order: RefundOrder, once: (trx: Trx, made: Made) => Promise<void>): Promise<string> {
  const paid = await paidUnasked(deps, order.purchase);
  return deps.db.transaction().execute(async (trx) => {
    const purchase = await trx.selectFrom('purchase').selectAll().where('id', '=', order.purchase).forUpdate().executeTakeFirst();
    if (!purchase) throw new ApiError('not_found');
    const before = await trx.selectFrom('refund').selectAll().where('key', '=', order.key).executeTakeFirst();
    if (before) {
      if (before.purchase_id !== order.purchase) throw new ApiError('key_reused');
      return before.id;
    }
    if (purchase.payment_intent === null) throw new ApiError('nothing_to_refund');
    if (await isUnderWay(trx, order.purchase)) throw new ApiError('wrong_state');
    const gone = await goneOf(trx, order.purchase);
    const id = uuidFromId(newId());
    const sold = { tokens: Number(purchase.tokens), cents: purchase.cents };
    let back: { tokens: number; cents: number };
    let hold: string | null = null;
    switch (purchase.state) {
      case 'granted': {
        const tokens = order.tokens ?? (await unspentOf(trx, purchase.member_id)).get(order.purchase) ?? 0;
        back = { tokens, cents: centsFor(sold, gone, tokens) };
        if (tokens < 1 || tokens > sold.tokens - gone.tokens || back.cents < 1) throw new ApiError('nothing_to_refund');
        const held = await holdForRefund(trx, { refund: id, member: purchase.member_id, tokens });
        if (!held.ok) throw new ApiError('nothing_to_refund', { detail: held.code });
        hold = held.value;
        break;
      }
      case 'refused':
        // No tokens were given: all the money goes back.
        back = { tokens: 0, cents: (paid ?? 0) - gone.cents };
        if (back.cents < 1) throw new ApiError('nothing_to_refund');
        break;
      default:
        throw new ApiError('nothing_to_refund', { detail: purchase.state });
    }
    await trx
      .insertInto('refund')
      .values({
        id,
        purchase_id: order.purchase,
        ...back,
        cause: order.cause,
        reason: order.reason,
        hold_id: hold,
        key: order.key,
        asked_by: order.askedBy,
        created_at: deps.now(),
      })
      .execute();
    await once(trx, { id, member: purchase.member_id, ...back });
    await tellPurchase(trx, deps.now(), order.purchase, { wallet: hold !== null });
    return id;
  });
}

/** Another refund waits for its answer, or the bank has taken the money. */
async function isUnderWay(trx: Trx, purchaseUuid: string): Promise<boolean> {
  const refund = trx.selectFrom('refund').select('purchase_id').where('purchase_id', '=', purchaseUuid).where('state', '=', 'open');
  const dispute = trx.selectFrom('dispute').select('purchase_id').where('purchase_id', '=', purchaseUuid).where('state', '<>', 'won');
  return (await refund.unionAll(dispute).execute()).length > 0;
}

export type Made = { readonly id: string; readonly member: string; readonly tokens: number; readonly cents: number };

/** What was paid for a purchase that was refused: it is not the price. Null for any other. */
async function paidUnasked(deps: Deps, purchaseUuid: string): Promise<number | null> {
  const row = await deps.db.selectFrom('purchase').select(['state', 'payment_intent']).where('id', '=', purchaseUuid).executeTakeFirst();
  if (row?.state !== 'refused' || row.payment_intent === null) return null;
  const intent = await shopOf(deps).stripe.paymentIntents.retrieve(row.payment_intent);
  return intent.amount_received;
}

/**
 * Asks Stripe to give the money of an open refund back, and settles it. Where the answer is lost the refund stays open
 * and the tokens set aside: `again` first looks whether Stripe has done it already, since its memory for keys ends
 * after a day. The state in which it stands now.
 */
export function sendRefund(deps: Deps, refundUuid: string, again: boolean): Promise<RefundState> {
  return deps.payments.once(`refund:${refundUuid}`, () => send(deps, refundUuid, again));
}

type RefundState = 'open' | 'done' | 'failed';

/** Throws refund_refused where no money goes back; one that waits for an answer counts as sent. */
export function requireSent(state: RefundState): void {
  if (state === 'failed') throw new ApiError('refund_refused');
}

async function send(deps: Deps, refundUuid: string, again: boolean): Promise<RefundState> {
  const refund = await deps.db
    .selectFrom('refund')
    .innerJoin('purchase', 'purchase.id', 'refund.purchase_id')
    .select(['refund.state', 'refund.cents', 'purchase.payment_intent', 'purchase.id as purchase'])
    .where('refund.id', '=', refundUuid)
    .executeTakeFirstOrThrow();
  if (refund.state !== 'open' || refund.payment_intent === null) return refund.state;
  const { stripe } = shopOf(deps);
  const id = idFromUuid(refundUuid);
  try {
    const done = again ? await findRefund(stripe, refund.payment_intent, id) : null;
    const answer =
      done ??
      (await stripe.refunds.create(
        {
          payment_intent: refund.payment_intent,
          amount: refund.cents,
          reason: 'requested_by_customer',
          metadata: { refund: id, purchase: idFromUuid(refund.purchase) },
        },
        { idempotencyKey: `refund:${refundUuid}` },
      ));
    return await closeRefund(deps, refundUuid, { stripeId: answer.id, went: hasGone(answer) });
  } catch (error) {
    if (meaningOf(error) === 'unknown') {
      deps.log.warn({ err: error, refund: id }, 'a refund waits for an answer');
      return 'open';
    }
    return endRefused(deps, refundUuid, refund.payment_intent, error);
  }
}

/** Refused because two of us asked at once, or because there is nothing to give back: Stripe's own list tells which. */
async function endRefused(deps: Deps, refundUuid: string, paymentIntent: string, error: unknown): Promise<RefundState> {
  const id = idFromUuid(refundUuid);
  deps.log.warn({ err: error, refund: id }, 'a refund was refused');
  try {
    const done = await findRefund(shopOf(deps).stripe, paymentIntent, id);
    return await closeRefund(deps, refundUuid, { stripeId: done?.id ?? null, went: done !== null && hasGone(done) });
  } catch (trouble) {
    meaningOf(trouble);
    return 'open';
  }
}

async function findRefund(stripe: Stripe, paymentIntent: string, id: string): Promise<Stripe.Refund | null> {
  const refunds = await stripe.refunds.list({ payment_intent: paymentIntent, limit: 100 });
  return refunds.data.find((refund) => refund.metadata?.refund === id) ?? null;
}

/** A refund that is on its way counts: should it fail later, the tokens come back. */
export function hasGone({ status }: Pick<Stripe.Refund, 'status'>): boolean {
  return status !== 'failed' && status !== 'canceled';
}

/** Ends an open refund, once. */
export async function closeRefund(
  deps: Deps,
  refundUuid: string,
  end: { readonly stripeId: string | null; readonly went: boolean },
): Promise<'done' | 'failed'> {
  return deps.db.transaction().execute(async (trx) => {
    const { purchase_id: purchase } = await trx
      .selectFrom('refund')
      .select('purchase_id')
      .where('id', '=', refundUuid)
      .executeTakeFirstOrThrow();
    await trx.selectFrom('purchase').select('id').where('id', '=', purchase).forUpdate().execute();
    const refund = await trx.selectFrom('refund').selectAll().where('id', '=', refundUuid).forUpdate().executeTakeFirstOrThrow();
    if (refund.state !== 'open') return refund.state;
    const state = end.went ? 'done' : 'failed';
    await trx.updateTable('refund').set({ state, stripe_id: end.stripeId, closed_at: deps.now() }).where('id', '=', refundUuid).execute();
    if (refund.hold_id !== null && end.went) await settleRefund(trx, refund.hold_id, Number(refund.tokens));
    if (refund.hold_id !== null && !end.went) await voidRefund(trx, refund.hold_id);
    if (!end.went) await takeDisputed(trx, purchase, refundUuid);
    if (end.went) await tellRefunded(trx, deps.now(), refundUuid);
    await tellPurchase(trx, deps.now(), purchase, { wallet: refund.hold_id !== null });
    return state;
  });
}
