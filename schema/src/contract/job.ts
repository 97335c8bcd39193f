import { z } from 'zod';
import { JOB_STATES } from '../job/state.ts';
import { IdText, Instant, KindText, LangText, PlotShape, PROMPT_MAX, Tokens } from './common.ts';
import { InputRef } from './input.ts';

/**
 * POST /generate_text | /generate_image | /generate_video | /generate_voice
 * Header Idempotency-Key. Cookie session or `Authorization: Bearer oto_live_…`.
 * 202 {job}. The same key with the same body answers the same job; with another body 409 key_reused.
 */
export const GenerateRequest = z.object({
  /** One agent, or a chain: what one makes feeds the next (job/chain). The last one's kind is the route's. */
  agents: z.array(IdText).min(1).max(4),
  prompt: z.string().max(PROMPT_MAX),
  parents: z.array(IdText).max(4).default([]),
  /** Given to the first step whose engine accepts them. */
  inputs: z.array(InputRef).max(2).default([]),
  /** `background` yields to everything else, and is still served in time. */
  priority: z.enum(['normal', 'background']).default('normal'),
  where: z.enum(['board', 'private']).default('private'),
  lang: LangText.optional(),
  title: z.string().trim().max(80).optional(),
  seed: z.int().min(0).max(2_147_483_647).optional(),
  /** Whose jar pays first: a creation of mine among `parents`. A quote must have been asked with it. */
  jar: IdText.optional(),
  /** A creation of mine that this is a new take of. */
  remakeOf: IdText.optional(),
  /** From POST /api/quotes. A program may send `maxTokens` instead. */
  quote: z.string().optional(),
  maxTokens: z.int().min(0).optional(),
});
export type GenerateRequest = z.input<typeof GenerateRequest>;

/** GET /api/jobs -> {jobs}; GET /api/jobs/:id; POST /api/jobs/:id/cancel -> Job. */
export const Job = z.object({
  id: IdText,
  /** Also the id of the note. */
  creation: IdText,
  kind: KindText,
  state: z.enum(JOB_STATES),
  where: z.enum(['board', 'private']),
  prompt: z.string(),
  agents: z.array(IdText),
  /** Jobs that will be taken before it, while queued; 1,000 says that or more. */
  position: z.int().nullable(),
  /** Null when it is over, or when nobody offers its engine now. */
  etaMs: z.int().nullable(),
  pct: z.number(),
  phase: z.string(),
  step: z.int(),
  attempt: z.int(),
  price: Tokens,
  charged: Tokens.nullable(),
  /**
   * A chain that failed on the way keeps what was delivered, in private and alone paid for: its kind.
   * Null: nothing was kept, or it succeeded.
   */
  kept: KindText.nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  plot: PlotShape.nullable(),
  createdAt: Instant,
  finishedAt: Instant.nullable(),
});
export type Job = z.infer<typeof Job>;
