import type { Deps } from '../deps.ts';
import { fulfil } from './fulfil.ts';
import { shopOf } from './payments.ts';
import type { SignedEvent } from './signature.ts';
import { isMissing } from './stripe-call.ts';
import { syncDispute } from './sync-dispute.ts';
import { syncRefunds } from './sync-refunds.ts';

/** What we want to be told. All else is kept and left alone. */
export const EVENT_TYPES = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'charge.refunded',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
  'charge.dispute.closed',
] as const;
type EventType = (typeof EVENT_TYPES)[number];

/** Keeps an event, and does what it is about unless that was done before. Throws when it could not be done now: it is told again. */
export async function takeEvent(deps: Deps, event: SignedEvent): Promise<'done' | 'known'> {
  await deps.db
    .insertInto('stripe_event')
    .values({ id: event.id, type: event.type, object_id: event.objectId, created_at: event.created, received_at: deps.now() })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const kept = await deps.db.selectFrom('stripe_event').select(['handled_at']).where('id', '=', event.id).executeTakeFirstOrThrow();
  if (kept.handled_at !== null) return 'known';
  try {
    await handle(deps, event);
  } catch (error) {
    if (isMissing(error)) deps.log.warn({ event: event.id, object: event.objectId }, 'an event is about nothing that Stripe knows');
    else await fail(deps, event.id, error);
  }
  await deps.db.updateTable('stripe_event').set({ handled_at: deps.now(), error: null }).where('id', '=', event.id).execute();
  return 'done';
}

async function fail({ db }: Deps, id: string, error: unknown): Promise<never> {
  await db
    .updateTable('stripe_event')
    .set((eb) => ({ tries: eb('tries', '+', 1), error: String(error).slice(0, 500) }))
    .where('id', '=', id)
    .execute();
  throw error;
}

async function handle(deps: Deps, { type, objectId }: SignedEvent): Promise<void> {
  if (!isWanted(type) || objectId === null) return;
  switch (type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded':
    case 'checkout.session.async_payment_failed':
    case 'checkout.session.expired':
      await fulfil(deps, objectId);
      return;
    case 'charge.refunded':
      await withPayment(await shopOf(deps).stripe.charges.retrieve(objectId), (intent) => syncRefunds(deps, intent));
      return;
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
      await withPayment(await shopOf(deps).stripe.refunds.retrieve(objectId), (intent) => syncRefunds(deps, intent));
      return;
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.funds_withdrawn':
    case 'charge.dispute.funds_reinstated':
    case 'charge.dispute.closed':
      await syncDispute(deps, objectId);
      return;
    default:
      return type satisfies never;
  }
}

type OfPayment = { readonly payment_intent: string | { readonly id: string } | null };

async function withPayment({ payment_intent: intent }: OfPayment, work: (intent: string) => Promise<void>): Promise<void> {
  if (intent !== null) await work(typeof intent === 'string' ? intent : intent.id);
}

function isWanted(type: string): type is EventType {
  return EVENT_TYPES.some((wanted) => wanted === type);
}
