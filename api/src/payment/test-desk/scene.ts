import { change, find, listBy, newChargeId, newObjectId, put, type Db, type Trx } from './drawer.ts';
import type { Charge, Dispute, Event, Invoice, PaymentIntent, Refund, Session } from './objects.ts';

/** What a buyer, a bank or the owner of the shop does, outside our program. */
export const DEEDS = ['pay', 'pay-slowly', 'arrive', 'bounce', 'expire', 'refund', 'dispute', 'win', 'lose'] as const;
export type Deed = (typeof DEEDS)[number];
/** What somebody may have meddled with before paying. */
export const MEDDLINGS = ['amount', 'currency', 'payer'] as const;
export type Meddling = (typeof MEDDLINGS)[number];

const VAT_PERCENT = 20;

/**
 * Does it, if the payment stands so that it can be done; the events that tell of it, oldest first. Empty: nothing
 * was done.
 */
export function play(db: Db, publicUrl: string, sessionId: string, deed: Deed, meddling: Meddling | null): Promise<readonly Event[]> {
  return db.transaction().execute(async (trx) => {
    const session = await find(trx, 'checkout.session', sessionId, true);
    if (!session) return [];
    switch (deed) {
      case 'pay':
      case 'pay-slowly':
        return session.status === 'open' ? pay(trx, publicUrl, await meddle(trx, session, meddling), deed === 'pay-slowly') : [];
      case 'arrive':
      case 'bounce':
        return end(trx, publicUrl, session, deed === 'arrive');
      case 'expire':
        return session.status === 'open' ? expire(trx, session) : [];
      case 'refund':
        return refundOutside(trx, session);
      case 'dispute':
        return openDispute(trx, session);
      case 'win':
      case 'lose':
        return closeDispute(trx, session, deed === 'win');
      default:
        return deed satisfies never;
    }
  });
}

async function meddle(trx: Trx, session: Session, meddling: Meddling | null): Promise<Session> {
  switch (meddling) {
    case null:
      return session;
    case 'amount':
      return change(trx, session, { amount_total: 1, amount_subtotal: 1 });
    case 'currency':
      return change(trx, session, { currency: 'usd' });
    case 'payer':
      return change(trx, session, { customer: newObjectId('customer') });
    default:
      return meddling satisfies never;
  }
}

async function pay(trx: Trx, publicUrl: string, session: Session, slow: boolean): Promise<readonly Event[]> {
  const created = seconds();
  const intent: PaymentIntent = {
    id: newObjectId('payment_intent'),
    object: 'payment_intent',
    status: slow ? 'processing' : 'succeeded',
    amount: session.amount_total,
    amount_received: slow ? 0 : session.amount_total,
    currency: session.currency,
    customer: session.customer,
    latest_charge: newChargeId(),
    livemode: false,
    created,
    metadata: session.metadata,
    session: session.id,
  };
  await put(trx, intent);
  const tax = session.amount_total - Math.round((session.amount_total * 100) / (100 + VAT_PERCENT));
  const paid = await change(trx, session, {
    status: 'complete',
    payment_status: slow ? 'unpaid' : 'paid',
    payment_intent: intent.id,
    invoice: slow ? null : await invoice(trx, publicUrl, session, tax),
    customer_details: { address: { country: 'FR' } },
    total_details: { amount_tax: tax, amount_discount: 0, amount_shipping: 0 },
    url: null,
  });
  return [await emit(trx, 'checkout.session.completed', paid)];
}

async function invoice(trx: Trx, publicUrl: string, session: Session, tax: number): Promise<string> {
  const id = newObjectId('invoice');
  const made: Invoice = {
    id,
    object: 'invoice',
    number: `TEST-${id.slice(-8).toUpperCase()}`,
    customer: session.customer,
    total: session.amount_total,
    tax,
    currency: session.currency,
    description: session.description,
    hosted_invoice_url: `${publicUrl}/test-payments/invoice/${id}`,
    livemode: false,
    created: seconds(),
  };
  await put(trx, made);
  return id;
}

/** A slow payment arrives, or does not. */
async function end(trx: Trx, publicUrl: string, session: Session, arrived: boolean): Promise<readonly Event[]> {
  const intent = session.payment_intent === null ? null : await find(trx, 'payment_intent', session.payment_intent, true);
  if (intent?.status !== 'processing') return [];
  if (!arrived) {
    await change(trx, intent, { status: 'requires_payment_method' });
    return [await emit(trx, 'checkout.session.async_payment_failed', session)];
  }
  await change(trx, intent, { status: 'succeeded', amount_received: intent.amount });
  const drawn = await invoice(trx, publicUrl, session, session.total_details.amount_tax);
  const paid = await change(trx, session, { payment_status: 'paid', invoice: drawn });
  return [await emit(trx, 'checkout.session.async_payment_succeeded', paid)];
}

async function expire(trx: Trx, session: Session): Promise<readonly Event[]> {
  return [await emit(trx, 'checkout.session.expired', await change(trx, session, { status: 'expired', url: null }))];
}

async function intentOf(trx: Trx, { payment_intent: id }: Session): Promise<PaymentIntent | null> {
  const intent = id === null ? null : await find(trx, 'payment_intent', id, true);
  return intent?.status === 'succeeded' ? intent : null;
}

export async function refundedOf(db: Db | Trx, intentId: string): Promise<number> {
  const refunds = await listBy(db, 'refund', 'payment_intent', intentId);
  return refunds.filter(({ status }) => status === 'succeeded').reduce((sum, { amount }) => sum + amount, 0);
}

/** The owner of the shop gives half of what is left back, in Stripe's own pages. */
async function refundOutside(trx: Trx, session: Session): Promise<readonly Event[]> {
  const intent = await intentOf(trx, session);
  if (!intent) return [];
  const left = intent.amount_received - (await refundedOf(trx, intent.id));
  if (left <= 0 || (await disputeOf(trx, intent))) return [];
  return (await giveBack(trx, intent, Math.ceil(left / 2), {}, 'requested_by_customer')).events;
}

export async function giveBack(
  trx: Trx,
  intent: PaymentIntent,
  amount: number,
  metadata: Refund['metadata'],
  reason: string | null,
  key: string | null = null,
): Promise<{ readonly refund: Refund; readonly events: readonly Event[] }> {
  const refund: Refund = {
    id: newObjectId('refund'),
    object: 'refund',
    amount,
    currency: intent.currency,
    charge: intent.latest_charge,
    payment_intent: intent.id,
    status: 'succeeded',
    reason,
    created: seconds(),
    metadata,
  };
  await put(trx, refund, key);
  const charge = await chargeOf(trx, intent);
  return { refund, events: [await emit(trx, 'refund.created', refund), await emit(trx, 'charge.refunded', charge)] };
}

export async function chargeOf(trx: Db | Trx, intent: PaymentIntent): Promise<Charge> {
  return {
    id: intent.latest_charge,
    object: 'charge',
    payment_intent: intent.id,
    amount: intent.amount,
    amount_refunded: await refundedOf(trx, intent.id),
    currency: intent.currency,
  };
}

/** The dispute by which the bank holds the money, open or lost. */
export async function disputeOf(db: Db | Trx, intent: PaymentIntent): Promise<Dispute | null> {
  const disputes = await listBy(db, 'dispute', 'payment_intent', intent.id);
  return disputes.find(({ status }) => status !== 'won') ?? null;
}

async function openDispute(trx: Trx, session: Session): Promise<readonly Event[]> {
  const intent = await intentOf(trx, session);
  if (!intent || (await listBy(trx, 'dispute', 'payment_intent', intent.id)).length > 0) return [];
  const amount = intent.amount_received - (await refundedOf(trx, intent.id));
  if (amount <= 0) return [];
  const dispute: Dispute = {
    id: newObjectId('dispute'),
    object: 'dispute',
    amount,
    currency: intent.currency,
    charge: intent.latest_charge,
    payment_intent: intent.id,
    reason: 'fraudulent',
    status: 'needs_response',
    livemode: false,
    created: seconds(),
  };
  await put(trx, dispute);
  return [await emit(trx, 'charge.dispute.created', dispute), await emit(trx, 'charge.dispute.funds_withdrawn', dispute)];
}

async function closeDispute(trx: Trx, session: Session, won: boolean): Promise<readonly Event[]> {
  const intent = await intentOf(trx, session);
  const open = intent && (await disputeOf(trx, intent));
  if (open?.status !== 'needs_response') return [];
  const closed = await change(trx, open, { status: won ? 'won' : 'lost' });
  const told = [await emit(trx, 'charge.dispute.closed', closed)];
  return won ? [...told, await emit(trx, 'charge.dispute.funds_reinstated', closed)] : told;
}

async function emit(trx: Trx, type: string, object: Event['data']['object']): Promise<Event> {
  const event: Event = { id: newObjectId('event'), object: 'event', type, created: seconds(), livemode: false, data: { object } };
  await put(trx, event);
  return event;
}

export function seconds(): number {
  return Math.floor(Date.now() / 1000);
}
