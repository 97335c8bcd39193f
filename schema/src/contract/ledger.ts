import { z } from 'zod';
import { IdText, Instant, Tokens } from './common.ts';
import { InputRef } from './input.ts';

/**
 * GET /get_tokens. All in whole tokens. `available` = paid + promo - held. `earnings` mature into `paid` after the
 * dispute window. While there is `debt` (0 or more) nothing can be spent, and what is bought repays it first.
 */
export const Wallet = z.object({
  available: z.int(),
  paid: z.int(),
  promo: z.int(),
  held: z.int(),
  earnings: z.int(),
  debt: z.int(),
  /** The promo tokens that end next. */
  expiring: z.object({ tokens: z.int(), at: Instant }).nullable(),
});
export type Wallet = z.infer<typeof Wallet>;

/** What a person is shown before paying. Sums exactly to `total`. */
export const QuoteLine = z.object({
  kind: z.enum(['engine', 'agent', 'royalty']),
  label: z.string(),
  agent: IdText.optional(),
  creation: IdText.optional(),
  /** Null: the platform. */
  payee: IdText.nullable(),
  payeeName: z.string().nullable(),
  /** Of a royalty: 1 for what is forked, 2 for what that was forked from. Each generation has half of the one before. */
  generation: z.int().min(1).optional(),
  tokens: Tokens,
});
export type QuoteLine = z.infer<typeof QuoteLine>;
export const Quote = z.object({
  token: z.string(),
  total: Tokens,
  lines: z.array(QuoteLine),
  /** Of the total, what the jar that was named pays; the rest is the asker's. */
  jar: Tokens,
  available: z.int(),
  expiresAt: Instant,
});
export type Quote = z.infer<typeof Quote>;
/** POST /api/quotes. `token` is a signed 5-minute JWT that binds agents' versions, parents, prices and the jar's part. */
export const QuoteRequest = z.object({
  agents: z.array(IdText).min(1).max(4),
  parents: z.array(IdText).max(4).default([]),
  /** Told early when nothing in the chain can use them; they cost nothing. */
  inputs: z.array(InputRef).max(2).default([]),
  /** Whose jar is to pay first: a creation of the asker's among `parents`. */
  jar: IdText.optional(),
});

/** POST /api/operator/grant, operators only, Idempotency-Key required. */
export const GrantRequest = z.object({
  member: IdText,
  amount: z.int().min(1).max(1_000_000),
  reason: z.string().trim().min(3).max(200),
  /** Days until they end; never without. */
  days: z.int().min(1).max(3650).optional(),
});
