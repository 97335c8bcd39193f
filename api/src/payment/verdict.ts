import type { Stripe } from 'stripe';

/** What was asked for. */
export type Asked = {
  /** The 22-character id that the session was given as its reference. */
  readonly reference: string;
  readonly cents: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly livemode: boolean;
  /** The account was closed meanwhile: nobody is there to be given anything. */
  readonly closed: boolean;
};

/** A Checkout session as Stripe tells it, with its payment intent unfolded. */
export type Told = Pick<
  Stripe.Checkout.Session,
  'status' | 'payment_status' | 'amount_total' | 'currency' | 'customer' | 'client_reference_id' | 'livemode' | 'payment_intent' | 'mode'
>;

export type Verdict =
  | { readonly state: 'open' | 'pending' | 'failed' | 'expired' | 'granted' }
  | { readonly state: 'refused'; readonly trouble: string };

/** Says what has become of a payment. Only `granted` may give tokens. */
export function verdictOf(asked: Asked, told: Told): Verdict {
  if (told.payment_status === 'unpaid') return { state: unpaidState(told) };
  const trouble = troubleOf(asked, told);
  return trouble === null ? { state: 'granted' } : { state: 'refused', trouble };
}

function unpaidState({ status, payment_intent: intent }: Told): 'open' | 'pending' | 'failed' | 'expired' {
  if (status === 'expired') return 'expired';
  if (status !== 'complete') return 'open';
  const failed = typeof intent === 'object' && intent !== null && ['requires_payment_method', 'canceled'].includes(intent.status);
  return failed ? 'failed' : 'pending';
}

/** The first thing about a paid session that is not as it was asked for; null when everything is. */
function troubleOf(asked: Asked, told: Told): string | null {
  if (told.payment_status !== 'paid') return `payment: ${told.payment_status}`;
  if (told.mode !== 'payment') return `mode: ${told.mode}`;
  if (told.livemode !== asked.livemode) return `livemode: ${told.livemode}`;
  if (told.client_reference_id !== asked.reference) return `reference: ${told.client_reference_id}`;
  if (told.currency !== asked.currency) return `currency: ${told.currency}`;
  if (told.amount_total !== asked.cents) return `amount: ${told.amount_total}`;
  const customer = typeof told.customer === 'string' ? told.customer : (told.customer?.id ?? null);
  if (customer === null || customer !== asked.customer) return `payer: ${customer}`;
  if (asked.closed) return 'account closed';
  return null;
}
