import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { RateLimiterPostgres } from 'rate-limiter-flexible';
import type { Stripe } from 'stripe';
import type { z } from 'zod';
import { canonicalJson } from '@oto/schema/base/canonical-json';
import { idFromUuid, newId, uuidFromId } from '@oto/schema/base/id';
import { TERMS_VERSION } from '@oto/schema/contract/site';
import { CURRENCY, type PurchaseRequest } from '@oto/schema/contract/purchase';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { consume, sharedLimit } from '../http/limits.ts';
import { requireTerms } from '../identity/require-terms.ts';
import { auditOwn } from '../operator/audit.ts';
import { requireSwitch } from '../operator/switch.ts';
import { withCustomer } from './customer.ts';
import { packOf } from './packs.ts';
import { shopOf } from './payments.ts';
import { meaningOf, reach } from './stripe-call.ts';
import { tellPurchase } from './tell.ts';

/** Payment pages a member may open within an hour. */
const PAGES_AN_HOUR = 5;
/** Stripe's code of services delivered electronically, by which it finds the rate of VAT. */
const TAX_CODE = 'txcd_10000000';

type Wish = z.output<typeof PurchaseRequest>;
export type Order = { readonly member: string; readonly key: string; readonly wish: Wish; readonly ip: string };

export function pageLimit(pool: pg.Pool, factor: number): RateLimiterPostgres {
  return sharedLimit(pool, 'checkout', PAGES_AN_HOUR * factor, 3600);
}

/**
 * Opens a payment page for one pack; the purchase's uuid. The same key answers the same purchase, also after an
 * answer was lost on the way to us or from us: nobody gets two pages for one click.
 */
export async function openCheckout(deps: Deps, limit: RateLimiterPostgres, order: Order): Promise<string> {
  shopOf(deps);
  const uuid = (await earlier(deps, order)) ?? (await record(deps, limit, order));
  await deps.payments.once(`page:${uuid}`, () => openPage(deps, uuid));
  return uuid;
}

function hashOf({ wish }: Order): string {
  return createHash('sha256').update(canonicalJson(wish)).digest('hex');
}

async function earlier({ db }: Pick<Deps, 'db'>, order: Order): Promise<string | null> {
  const row = await db
    .selectFrom('purchase')
    .select(['id', 'request_hash'])
    .where('member_id', '=', order.member)
    .where('idempotency_key', '=', order.key)
    .executeTakeFirst();
  if (!row) return null;
  if (row.request_hash !== hashOf(order)) throw new ApiError('key_reused');
  return row.id;
}

/** Writes down what is bought and what was consented to, before anybody is asked for money. */
async function record(deps: Deps, limit: RateLimiterPostgres, order: Order): Promise<string> {
  const { member, key, wish, ip } = order;
  await requireSwitch(deps.db, 'purchase');
  const pack = packOf(wish.pack);
  if (!pack) throw new ApiError('unknown_pack');
  await deps.db.transaction().execute((trx) => requireTerms(trx, member));
  await consume(limit, member);
  const uuid = uuidFromId(newId());
  const now = deps.now();
  const fresh = await deps.db.transaction().execute(async (trx) => {
    const inserted = await trx
      .insertInto('purchase')
      .values({
        id: uuid,
        member_id: member,
        pack: pack.id,
        tokens: pack.tokens,
        cents: pack.cents,
        currency: CURRENCY,
        test: !shopOf(deps).livemode,
        idempotency_key: key,
        request_hash: hashOf(order),
        consent_version: wish.consent.version,
        consent_words: wish.consent.words,
        consent_at: now,
        terms_version: TERMS_VERSION,
        created_at: now,
      })
      .onConflict((conflict) => conflict.columns(['member_id', 'idempotency_key']).doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows === 0n) return false;
    await auditOwn(trx, member, 'purchase', idFromUuid(uuid), { pack: pack.id, cents: pack.cents }, ip);
    return true;
  });
  if (fresh) return uuid;
  const twin = await earlier(deps, order);
  if (twin === null) throw new Error('a purchase is there and is not');
  return twin;
}

/** Asks Stripe for the page of an open purchase that has none yet. Everything asked is drawn from what is kept, so asking again asks the same. */
async function openPage(deps: Deps, uuid: string): Promise<void> {
  const purchase = await deps.db.selectFrom('purchase').selectAll().where('id', '=', uuid).executeTakeFirstOrThrow();
  if (purchase.session_id !== null || purchase.state !== 'open') return;
  const { stripe } = shopOf(deps);
  const opening = withCustomer(deps, purchase.member_id, (customer) =>
    stripe.checkout.sessions.create(pageParams(deps.config.publicUrl, purchase, customer), {
      idempotencyKey: `purchase:${uuid}:${customer}`,
    }),
  );
  const session = await reach(opening.catch((error: unknown) => giveUp(deps, uuid, purchase.member_id, error)));
  await deps.db.transaction().execute(async (trx) => {
    const kept = await trx
      .updateTable('purchase')
      .set({ session_id: session.id, checkout_url: session.url })
      .where('id', '=', uuid)
      .where('session_id', 'is', null)
      .executeTakeFirst();
    if (kept.numUpdatedRows > 0n) await tellPurchase(trx, deps.now(), uuid);
  });
}

/** Where Stripe surely made no page, the purchase is over; where nobody knows, it stays open for the same key. */
async function giveUp(deps: Deps, uuid: string, member: string, error: unknown): Promise<never> {
  deps.log.warn({ err: error, purchase: idFromUuid(uuid), member: idFromUuid(member) }, 'no payment page');
  if (meaningOf(error) === 'refused') {
    await deps.db.updateTable('purchase').set({ state: 'failed' }).where('id', '=', uuid).where('state', '=', 'open').execute();
  }
  throw error;
}

type Row = { readonly id: string; readonly member_id: string; readonly tokens: string; readonly cents: number; readonly currency: string };

/** No payment methods are named: those switched on in Stripe's pages are offered. */
function pageParams(publicUrl: string, purchase: Row, customer: string): Stripe.Checkout.SessionCreateParams {
  const id = idFromUuid(purchase.id);
  const metadata = { purchase: id, member: idFromUuid(purchase.member_id) };
  const name = `oTo · ${purchase.tokens} jetons / tokens`;
  return {
    mode: 'payment',
    customer,
    client_reference_id: id,
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: purchase.currency,
          unit_amount: purchase.cents,
          tax_behavior: 'inclusive',
          product_data: { name, tax_code: TAX_CODE },
        },
      },
    ],
    automatic_tax: { enabled: true },
    tax_id_collection: { enabled: true },
    customer_update: { address: 'auto', name: 'auto' },
    invoice_creation: { enabled: true, invoice_data: { metadata } },
    payment_intent_data: { metadata, description: name },
    adaptive_pricing: { enabled: false },
    metadata,
    success_url: `${publicUrl}/?purchase=${id}`,
    cancel_url: `${publicUrl}/?purchase=${id}&left=1`,
  };
}
