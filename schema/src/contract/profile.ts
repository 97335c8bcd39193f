import { z } from 'zod';
import { IdText, Instant, KindText, PlotShape, Tokens } from './common.ts';
import { Counts, FollowState, Person } from './social.ts';

/** GET /api/members/:handle/profile, public. */
export const Profile = z.object({
  person: Person,
  bio: z.string(),
  joinedAt: Instant,
  plots: z.array(PlotShape),
  counts: z.object({ creations: z.int(), agents: z.int(), likes: z.int(), forks: z.int(), followers: z.int(), following: z.int() }),
  follow: FollowState,
  /** The asker has blocked them. */
  blocked: z.boolean(),
  mine: z.boolean(),
  /** Mine alone: tokens earned in all, maturing, and to spend; last 12 months. Else null. */
  earnings: z
    .object({
      total: Tokens,
      maturing: Tokens,
      months: z.array(z.object({ month: z.string(), tokens: Tokens })),
    })
    .nullable(),
});
export type Profile = z.infer<typeof Profile>;

/** GET /api/members/:handle/works?of=creations|agents&kind=&before=<id>, public: newest first, 30 at most. */
export const Work = z.object({
  id: IdText,
  type: z.enum(['agent', 'creation']),
  kind: KindText,
  title: z.string(),
  excerpt: z.string(),
  counts: Counts,
  /** Of an agent: creations made with it. */
  uses: z.int().optional(),
  thumb: z.string().optional(),
  plot: PlotShape.nullable(),
  seat: z.tuple([z.int(), z.int(), z.int()]).nullable(),
  createdAt: Instant,
});
export type Work = z.infer<typeof Work>;
export const Works = z.object({ works: z.array(Work), next: IdText.nullable() });
export type Works = z.infer<typeof Works>;
