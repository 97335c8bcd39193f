import { z } from 'zod';
import { IdText, Instant, Tokens } from './common.ts';
import { Person } from './social.ts';

/** Days after which what is left of a gift goes back to its giver. */
export const JAR_DAYS = 30;
export const JAR_GIFT_MAX = 10_000;

/**
 * Tokens dropped on a published creation for its next branch. They stay the giver's, held, until its author spends
 * them on a creation forked from it; what is not spent in JAR_DAYS, until the first of its promo tokens end, or when
 * the note goes, is let go.
 */
export const JarGift = z.object({
  id: IdText,
  giver: Person.nullable(),
  tokens: Tokens,
  left: Tokens,
  createdAt: Instant,
  expiresAt: Instant,
  mine: z.boolean(),
});
export type JarGift = z.infer<typeof JarGift>;

/**
 * GET /api/creations/:id/jar, public. POST {tokens} with Idempotency-Key -> 201 Jar: a gift. DELETE
 * /api/jar/:gift -> Jar: the giver takes back what is not being spent. The author spends it by asking for a quote and
 * generating with `jar: <creation id>` (contract/job), which must be among the parents.
 */
export const Jar = z.object({
  creation: IdText,
  tokens: Tokens,
  gifts: z.array(JarGift),
  /** The asker is its author. */
  mine: z.boolean(),
  /** The asker may drop tokens: a member, not its author, neither has blocked the other. */
  mayGive: z.boolean(),
});
export type Jar = z.infer<typeof Jar>;
export const JarGiftRequest = z.object({ tokens: z.int().min(1).max(JAR_GIFT_MAX) });
