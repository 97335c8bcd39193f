import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import type { Context, MiddlewareHandler } from 'hono';
import { find, listBy, listEvents, newObjectId, put, type Db } from './drawer.ts';
import { groupAt, parseForm, textAt, textsAt, type Form } from './form.ts';
import type { Customer, Event, Kept, Session } from './objects.ts';
import { chargeOf, giveBack, disputeOf, play, refundedOf, seconds } from './scene.ts';

const DAY_S = 86_400;

export type InterfaceOptions = {
  readonly db: Db;
  readonly apiKey: string;
  readonly publicUrl: string;
  /** Events that have just happened. */
  readonly tell: (events: readonly Event[]) => void;
};

class RefusedCall extends Error {
  readonly status: 400 | 401 | 404;
  readonly body: { readonly error: { readonly type: string; readonly code?: string; readonly param?: string; readonly message: string } };
  constructor(status: 400 | 401 | 404, message: string, code?: string, type = 'invalid_request_error', param?: string) {
    super(message);
    this.status = status;
    this.body = { error: { type, message, ...(code === undefined ? {} : { code }), ...(param === undefined ? {} : { param }) } };
  }
}

/** The part of Stripe's HTTP interface that we use, as its SDK speaks it. */
export function stripeInterface({ db, apiKey, publicUrl, tell }: InterfaceOptions): Hono {
  const app = new Hono();
  app.onError((error, c) => {
    if (error instanceof RefusedCall) return c.json(error.body, error.status);
    return c.json({ error: { type: 'api_error', message: String(error) } }, 500);
  });
  app.use(async (c, next) => {
    if (c.req.header('authorization') !== `Bearer ${apiKey}`) throw new RefusedCall(401, 'Invalid API Key provided');
    await next();
  });

  app.use(oneByKey());

  app.post('/v1/customers', async (c) => {
    const { form, key } = await bodyOf(c);
    const known = await replayed(db, 'customer', key);
    if (known) return c.json(known);
    const customer: Customer = {
      id: newObjectId('customer'),
      object: 'customer',
      email: textAt(form, 'email'),
      name: textAt(form, 'name'),
      livemode: false,
      created: seconds(),
      metadata: textsAt(form, 'metadata'),
    };
    await put(db, customer, key);
    return c.json(customer);
  });

  app.post('/v1/checkout/sessions', async (c) => {
    const { form, key } = await bodyOf(c);
    const known = await replayed(db, 'checkout.session', key);
    if (known) return c.json(known);
    await payer(db, form);
    const session = sessionOf(form, publicUrl);
    await put(db, session, key);
    return c.json(session);
  });
  app.get('/v1/checkout/sessions/:id', async (c) => {
    const session = await one(db, 'checkout.session', c.req.param('id'));
    const [intent, invoice] = [session.payment_intent, session.invoice];
    return c.json({
      ...session,
      payment_intent: intent !== null && expands(c, 'payment_intent') ? await one(db, 'payment_intent', intent) : intent,
      invoice: invoice !== null && expands(c, 'invoice') ? await one(db, 'invoice', invoice) : invoice,
    });
  });
  app.post('/v1/checkout/sessions/:id/expire', async (c) => {
    const events = await play(db, publicUrl, c.req.param('id'), 'expire', null);
    if (events.length === 0) throw new RefusedCall(400, 'Only Checkout Sessions with a status of open can be expired.');
    tell(events);
    return c.json(await one(db, 'checkout.session', c.req.param('id')));
  });

  app.get('/v1/payment_intents/:id', async (c) => c.json(await one(db, 'payment_intent', c.req.param('id'))));
  app.get('/v1/disputes/:id', async (c) => c.json(await one(db, 'dispute', c.req.param('id'))));

  app.post('/v1/refunds', async (c) => {
    const { form, key } = await bodyOf(c);
    const known = await replayed(db, 'refund', key);
    if (known) return c.json(known);
    const { refund, events } = await db.transaction().execute(async (trx) => {
      const intent = await find(trx, 'payment_intent', textAt(form, 'payment_intent') ?? '', true);
      if (intent?.status !== 'succeeded') throw new RefusedCall(400, 'This PaymentIntent has no successful charge.', 'charge_not_found');
      if (await disputeOf(trx, intent)) throw new RefusedCall(400, 'This charge is disputed.', 'charge_disputed');
      const left = intent.amount_received - (await refundedOf(trx, intent.id));
      const amount = Number(textAt(form, 'amount') ?? left);
      if (left === 0) throw new RefusedCall(400, 'This charge was refunded before.', 'charge_already_refunded');
      if (!Number.isInteger(amount) || amount < 1 || amount > left) {
        throw new RefusedCall(400, `The refund of ${amount} is greater than what is left (${left}).`, 'amount_too_large');
      }
      return giveBack(trx, intent, amount, textsAt(form, 'metadata'), textAt(form, 'reason'), key);
    });
    tell(events);
    return c.json(refund);
  });
  app.get('/v1/refunds/:id', async (c) => c.json(await one(db, 'refund', c.req.param('id'))));
  app.get('/v1/charges/:id', async (c) => {
    const [intent] = await listBy(db, 'payment_intent', 'latest_charge', c.req.param('id'));
    if (!intent) throw new RefusedCall(404, 'No such charge', 'resource_missing');
    return c.json(await chargeOf(db, intent));
  });
  app.get('/v1/refunds', async (c) => {
    const refunds = await listBy(db, 'refund', 'payment_intent', c.req.query('payment_intent') ?? '');
    return c.json({ object: 'list', url: '/v1/refunds', has_more: false, data: refunds });
  });

  app.get('/v1/events', async (c) => {
    const query = parseForm(new URL(c.req.url).search.slice(1));
    const limit = Math.min(100, Number(textAt(query, 'limit') ?? 10));
    const types = Object.values(textsAt(query, 'types'));
    const since = Number(textAt(query, 'created', 'gte') ?? 0);
    const data = await listEvents(db, { since, types, limit: limit + 1, after: textAt(query, 'starting_after') });
    return c.json({ object: 'list', url: '/v1/events', has_more: data.length > limit, data: data.slice(0, limit) });
  });

  app.post('/v1/billing_portal/sessions', async (c) => {
    const { form } = await bodyOf(c);
    const customer = await payer(db, form);
    return c.json({
      id: `bps_${customer.id.slice(4)}`,
      object: 'billing_portal.session',
      customer: customer.id,
      url: `${publicUrl}/test-payments/portal/${customer.id}`,
      return_url: textAt(form, 'return_url'),
      livemode: false,
      created: seconds(),
    });
  });
  return app;
}

/** Two calls with one key at once: the second is told to wait, as Stripe tells it. */
function oneByKey(): MiddlewareHandler {
  const busy = new Set<string>();
  return async (c, next) => {
    const key = c.req.header('idempotency-key');
    if (key === undefined) return next();
    if (busy.has(key)) {
      return c.json({ error: { type: 'idempotency_error', code: 'idempotency_key_in_use', message: 'This key is in use.' } }, 409);
    }
    busy.add(key);
    try {
      await next();
    } finally {
      busy.delete(key);
    }
  };
}

function sessionOf(form: Form, publicUrl: string): Session {
  const line = groupAt(form, 'line_items', '0');
  const amount = Number(textAt(line, 'price_data', 'unit_amount')) * Number(textAt(line, 'quantity'));
  const currency = textAt(line, 'price_data', 'currency');
  const [success, cancel] = [textAt(form, 'success_url'), textAt(form, 'cancel_url')];
  if (textAt(form, 'mode') !== 'payment' || !Number.isInteger(amount) || amount < 1 || !currency || !success || !cancel) {
    throw new RefusedCall(400, 'A session of ours is one payment of a whole number of cents, with both ways back.');
  }
  if (textAt(form, 'payment_method_types', '0') !== null) throw new RefusedCall(400, 'Received unknown parameter: payment_method_types');
  const id = newObjectId('checkout.session');
  return {
    id,
    object: 'checkout.session',
    mode: 'payment',
    status: 'open',
    payment_status: 'unpaid',
    amount_subtotal: amount,
    amount_total: amount,
    currency,
    customer: textAt(form, 'customer'),
    customer_details: null,
    client_reference_id: textAt(form, 'client_reference_id'),
    payment_intent: null,
    invoice: null,
    total_details: { amount_tax: 0, amount_discount: 0, amount_shipping: 0 },
    url: `${publicUrl}/test-payments/${id}`,
    success_url: success,
    cancel_url: cancel,
    livemode: false,
    created: seconds(),
    expires_at: seconds() + DAY_S,
    metadata: textsAt(form, 'metadata'),
    description: textAt(line, 'price_data', 'product_data', 'name') ?? '',
  };
}

/** The key is kept with the hash of what was asked for: the same key for something else is refused, as Stripe does. */
async function bodyOf(c: Context): Promise<{ readonly form: Form; readonly key: string | null }> {
  const text = await c.req.text();
  const key = c.req.header('idempotency-key');
  const hash = createHash('sha256').update(`${c.req.path}?${text}`).digest('base64url');
  return { form: parseForm(text), key: key === undefined ? null : `${key}#${hash}` };
}

async function replayed<T extends 'customer' | 'checkout.session' | 'refund'>(db: Db, type: T, key: string | null) {
  if (key === null) return null;
  const name = key.slice(0, key.lastIndexOf('#') + 1);
  const rows = await db.selectFrom('test_payment').select(['id', 'key']).where('key', '^@', name).execute();
  const row = rows.find((found) => found.key === key);
  if (row) return find(db, type, row.id);
  if (rows.length > 0) {
    throw new RefusedCall(400, 'Keys for idempotent requests can only be used with the same parameters.', undefined, 'idempotency_error');
  }
  return null;
}

async function one<T extends Exclude<Kept['object'], 'event'>>(db: Db, type: T, id: string) {
  const object = await find(db, type, id);
  if (!object) throw new RefusedCall(404, `No such ${type}: '${id}'`, 'resource_missing');
  return object;
}

/** The customer that a call names. Stripe says which of the parameters is about nothing it knows. */
async function payer(db: Db, form: Form): Promise<Customer> {
  const id = textAt(form, 'customer') ?? '';
  const customer = await find(db, 'customer', id);
  if (!customer) throw new RefusedCall(400, `No such customer: '${id}'`, 'resource_missing', undefined, 'customer');
  return customer;
}

function expands(c: Context, field: string): boolean {
  return new URL(c.req.url).searchParams.values().some((value) => value === field);
}
