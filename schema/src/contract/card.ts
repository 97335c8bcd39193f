import { z } from 'zod';
import { Counts } from './social.ts';
import { IdText, Instant, KindText, LangText, Tokens, Visibility, ForkLicence } from './common.ts';

/**
 * GET /api/cards?ids=a,b,c (200 at most) -> {cards}. The words on a note: documents hold none.
 * Ids the viewer may not see are left out.
 */
export const Card = z.object({
  id: IdText,
  type: z.enum(['agent', 'creation']),
  kind: KindText,
  title: z.string(),
  /** Agent: its role in a line. */
  role: z.string().optional(),
  /** Agent: its instructions' first words. Creation: the text's beginning, or the prompt. */
  excerpt: z.string(),
  author: z.object({ id: IdText, name: z.string(), handle: z.string() }),
  lang: LangText,
  /** False: made by a built-in engine, no AI model. */
  trained: z.boolean(),
  fee: Tokens.optional(),
  durationMs: z.int().optional(),
  /** Voice: up to 120 peaks in 0..1. */
  peaks: z.array(z.number()).optional(),
  /** Present when the note has a picture: /media/<id>/thumb?r=<rev> */
  thumb: z.string().optional(),
  width: z.int().optional(),
  height: z.int().optional(),
  visibility: Visibility.optional(),
  fork: ForkLicence.optional(),
  state: z.enum(['pending', 'done']).optional(),
  createdAt: Instant,
  /** What people made of it; absent while nobody did anything. */
  counts: Counts.optional(),
});
export type Card = z.infer<typeof Card>;
