import { z } from 'zod';
import { IdText, Instant, Tokens } from './common.ts';

/** Whole cents, VAT included. */
export const Cents = z.int().min(0).max(10_000_000);
export const CURRENCY = 'eur';

/** GET /api/packs -> {packs, payments}. `payments`: live takes money, test none, off nothing at all. */
export const Pack = z.object({ id: z.string(), tokens: Tokens, cents: Cents });
export type Pack = z.infer<typeof Pack>;
export const PAYMENTS = ['live', 'test', 'off'] as const;
export type Payments = (typeof PAYMENTS)[number];
export const Shop = z.object({ packs: z.array(Pack), payments: z.enum(PAYMENTS), currency: z.literal(CURRENCY) });
export type Shop = z.infer<typeof Shop>;

/**
 * Version of the sentence by which a buyer asks for immediate supply (client words `buy.consent`). It is
 * recorded word for word with each purchase. Raise it whenever the sentence changes.
 */
export const CONSENT_VERSION = '2026-11';

/**
 * POST /api/purchases, session only, Idempotency-Key required: opens a Checkout page. `consent` is the
 * sentence that was shown and ticked. The same key answers the same purchase. The page leads back to
 * /?purchase=<id> when it was paid, and to /?purchase=<id>&left=1 when it was left.
 */
export const PurchaseRequest = z.object({
  pack: z.string().min(1).max(40),
  consent: z.object({ version: z.literal(CONSENT_VERSION), words: z.string().trim().min(20).max(600) }),
});

/**
 * open: its page waits. pending: paid by a slow means, on its way. granted: the tokens are there. failed and
 * expired: nothing was taken. refused: what was paid is not what was asked; a person of the team looks at it.
 */
export const PURCHASE_STATES = ['open', 'pending', 'granted', 'failed', 'expired', 'refused'] as const;
export const Purchase = z.object({
  id: IdText,
  at: Instant,
  pack: z.string(),
  tokens: Tokens,
  cents: Cents,
  state: z.enum(PURCHASE_STATES),
  /** No money moved. */
  test: z.boolean(),
  /** Where to pay, while it is open. */
  checkoutUrl: z.string().nullable(),
  invoiceUrl: z.string().nullable(),
  taxCents: Cents.nullable(),
  refunded: z.object({ tokens: Tokens, cents: Cents }),
  disputed: z.boolean(),
  /** What the withdrawal button would give back now; null once it is too late or nothing is left of it. */
  withdrawal: z.object({ until: Instant, tokens: Tokens, cents: Cents }).nullable(),
});
export type Purchase = z.infer<typeof Purchase>;
/** GET /api/purchases -> newest first, 100 at most. */
export const Purchases = z.object({ purchases: z.array(Purchase) });

/**
 * POST /api/purchases/:id/recheck asks Stripe again (the way back from its page) and answers the purchase.
 * POST /api/purchases/:id/withdraw {confirm: true}: within 14 days what is unspent of it goes back, tokens
 * and money together; a mail confirms it. POST /api/billing -> {url} of Stripe's customer portal.
 */
export const WithdrawRequest = z.object({ confirm: z.literal(true) });
export const BillingPortal = z.object({ url: z.string() });

/** Days in which a purchase may be withdrawn from (Code de la consommation, L221-18). */
export const WITHDRAWAL_DAYS = 14;

// Operators

/** GET /api/operator/purchases?state=&before= and GET /api/operator/purchases/:id/recheck by POST. */
export const OperatorPurchase = Purchase.extend({
  buyer: z.object({ id: IdText, name: z.string(), handle: z.string() }),
  session: z.string().nullable(),
  paymentIntent: z.string().nullable(),
  /** Why it stands as `refused`. */
  trouble: z.string().nullable(),
  refunds: z.array(z.object({ at: Instant, tokens: Tokens, cents: Cents, reason: z.string(), state: z.enum(['open', 'done', 'failed']) })),
  disputes: z.array(
    z.object({ id: z.string(), at: Instant, state: z.enum(['open', 'won', 'lost']), cents: Cents, clawed: Tokens, debt: Tokens }),
  ),
});
export type OperatorPurchase = z.infer<typeof OperatorPurchase>;
export const OperatorPurchases = z.object({ purchases: z.array(OperatorPurchase) });
/** POST /api/operator/purchases/:id/refund, Idempotency-Key required. Without `tokens`: what is unspent of it. */
export const RefundRequest = z.object({ tokens: z.int().min(1).optional(), reason: z.string().trim().min(3).max(200) });
/** POST /api/operator/members/:id/forgive: what a lost dispute left as debt is booked as a loss. */
export const ForgiveRequest = z.object({ reason: z.string().trim().min(3).max(200) });
/** GET /api/operator/reconcile -> what the last comparison found; POST compares now: events that were never handled, and purchases that Stripe and the ledger tell differently. */
export const Reconciliation = z.object({
  at: Instant.nullable(),
  undelivered: z.array(z.object({ event: z.string(), type: z.string(), at: Instant })),
  mended: z.array(IdText),
  trouble: z.array(z.object({ purchase: IdText, what: z.string() })),
});
export type Reconciliation = z.infer<typeof Reconciliation>;

/**
 * POST /api/purchases/recheck: the id of a Checkout session, and nothing else: what is paid, and how many tokens that
 * gives, is read from Stripe alone. For programs, with a key of scope `recheck`; repeating it changes nothing more.
 */
export const SessionRecheck = z.strictObject({ session: z.string().regex(/^cs_[A-Za-z0-9_]{5,250}$/) });
/** `settled`: asking again will change nothing by itself. */
export const SessionState = z.object({ purchase: IdText, state: z.enum(PURCHASE_STATES), settled: z.boolean() });
export type SessionState = z.infer<typeof SessionState>;
