/** The part of Stripe's objects that we read, as the stand-in keeps and serves them. */
type Metadata = { readonly [key: string]: string };

export type Customer = {
  readonly id: string;
  readonly object: 'customer';
  readonly email: string | null;
  readonly name: string | null;
  readonly livemode: false;
  readonly created: number;
  readonly metadata: Metadata;
};

export type Session = {
  readonly id: string;
  readonly object: 'checkout.session';
  readonly mode: 'payment';
  readonly status: 'open' | 'complete' | 'expired';
  readonly payment_status: 'unpaid' | 'paid';
  readonly amount_subtotal: number;
  readonly amount_total: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly customer_details: { readonly address: { readonly country: string } | null } | null;
  readonly client_reference_id: string | null;
  readonly payment_intent: string | null;
  readonly invoice: string | null;
  readonly total_details: { readonly amount_tax: number; readonly amount_discount: number; readonly amount_shipping: number };
  readonly url: string | null;
  readonly success_url: string;
  readonly cancel_url: string;
  readonly livemode: false;
  readonly created: number;
  readonly expires_at: number;
  readonly metadata: Metadata;
  /** What the payment page shows. */
  readonly description: string;
};

export type PaymentIntent = {
  readonly id: string;
  readonly object: 'payment_intent';
  readonly status: 'succeeded' | 'processing' | 'requires_payment_method';
  readonly amount: number;
  readonly amount_received: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly latest_charge: string;
  readonly livemode: false;
  readonly created: number;
  readonly metadata: Metadata;
  readonly session: string;
};

export type Invoice = {
  readonly id: string;
  readonly object: 'invoice';
  readonly number: string;
  readonly customer: string | null;
  readonly total: number;
  readonly tax: number;
  readonly currency: string;
  readonly description: string;
  readonly hosted_invoice_url: string;
  readonly livemode: false;
  readonly created: number;
};

export type Refund = {
  readonly id: string;
  readonly object: 'refund';
  readonly amount: number;
  readonly currency: string;
  readonly charge: string;
  readonly payment_intent: string;
  readonly status: 'succeeded' | 'failed';
  readonly reason: string | null;
  readonly created: number;
  readonly metadata: Metadata;
};

export type Dispute = {
  readonly id: string;
  readonly object: 'dispute';
  readonly amount: number;
  readonly currency: string;
  readonly charge: string;
  readonly payment_intent: string;
  readonly reason: string;
  readonly status: 'needs_response' | 'won' | 'lost';
  readonly livemode: false;
  readonly created: number;
};

/** Told with events alone; its refunds and dispute are read by themselves. */
export type Charge = {
  readonly id: string;
  readonly object: 'charge';
  readonly payment_intent: string;
  readonly amount: number;
  readonly amount_refunded: number;
  readonly currency: string;
};

export type Event = {
  readonly id: string;
  readonly object: 'event';
  readonly type: string;
  readonly created: number;
  readonly livemode: false;
  readonly data: { readonly object: Session | PaymentIntent | Refund | Dispute | Charge };
};

export type Kept = Customer | Session | PaymentIntent | Invoice | Refund | Dispute | Event;
