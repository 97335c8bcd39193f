import { z } from 'zod';
import { POLICIES } from '../board/record.ts';
import { IdText, PlotShape } from './common.ts';

export const GUESTS_MAX = 200;
const Person = z.object({ id: IdText, name: z.string(), handle: z.string() });

/**
 * GET /api/plots/:x/:y, public. PATCH {policy}, PUT and DELETE /api/plots/:x/:y/guests/:handle answer the
 * same, for the owner (or an operator) alone. A change holds for every socket at once.
 */
export const PlotFacts = z.object({
  plot: PlotShape,
  owner: Person,
  policy: z.enum(POLICIES),
  notes: z.int(),
  /** Whom the owner lets move and tie while the policy is `invited`; null for everyone but the owner. */
  guests: z.array(Person).nullable(),
  /** Whether the asker may move and tie here now. */
  mayWrite: z.boolean(),
});
export type PlotFacts = z.infer<typeof PlotFacts>;

export const PlotPatch = z.object({ policy: z.enum(POLICIES) });
