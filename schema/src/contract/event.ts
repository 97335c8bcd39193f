import { z } from 'zod';
import { IdText, Instant, PlotShape } from './common.ts';
import { Job } from './job.ts';
import { Wallet } from './ledger.ts';
import { Notification } from './notification.ts';
import { Purchase } from './purchase.ts';

/**
 * GET /events: SSE for the signed-in member. `id:` is the row of table `event` (resume with
 * Last-Event-ID); progress is ephemeral and has no id. `data:` is this JSON, `event:` its type.
 */
export const ServerEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), at: Instant }),
  z.object({ type: z.literal('job'), at: Instant, job: Job }),
  z.object({
    type: z.literal('progress'),
    at: Instant,
    job: IdText,
    step: z.int(),
    phase: z.string(),
    pct: z.number(),
    text: z.string().optional(),
    preview: z.string().optional(),
  }),
  z.object({
    type: z.literal('step'),
    at: Instant,
    job: IdText,
    step: z.int(),
    engine: z.string(),
    model: z.string(),
    tokens: z.int(),
    durationMs: z.int(),
  }),
  z.object({ type: z.literal('wallet'), at: Instant, wallet: Wallet }),
  z.object({ type: z.literal('purchase'), at: Instant, purchase: Purchase }),
  /** Somebody used my agent, or made something from a creation of mine. */
  z.object({
    type: z.literal('earned'),
    at: Instant,
    tokens: z.int(),
    /** What was made; null when it is private. */
    creation: IdText.nullable(),
    agents: z.array(IdText),
    ancestors: z.array(IdText),
  }),
  z.object({ type: z.literal('notification'), at: Instant, notification: Notification, unread: z.int() }),
  z.object({ type: z.literal('published'), at: Instant, creation: IdText, plot: PlotShape }),
  z.object({ type: z.literal('forked'), at: Instant, creation: IdText, parent: IdText, by: z.string() }),
  /** What is shown to whom has changed: ask for me and for the site again. */
  z.object({ type: z.literal('flags'), at: Instant }),
  z.object({ type: z.literal('notice'), at: Instant, level: z.enum(['info', 'warn', 'error']), code: z.string() }),
]);
export type ServerEvent = z.infer<typeof ServerEvent>;
