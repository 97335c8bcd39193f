import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { uuidFromId } from '@oto/schema/base/id';
import { IdText, KindText } from '@oto/schema/contract/common';
import { Profile, Works } from '@oto/schema/contract/profile';
import type { Deps } from '../deps.ts';
import { keptBy } from '../http/caching.ts';
import { describe } from '../http/describe.ts';
import { callerOf, type ApiEnv } from '../http/env.ts';
import { param, query } from '../http/validate.ts';
import { readProfile } from './read-profile.ts';
import { readWorks } from './read-works.ts';

const OneMember = z.object({ handle: z.string().min(1).max(40) });
const Asked = z.object({ of: z.enum(['creations', 'agents']).default('creations'), kind: KindText.optional(), before: IdText.optional() });

/** GET /api/members/:handle/profile and .../works, public. */
export function profileRoutes(deps: Deps): Hono<ApiEnv> {
  const viewerOf = (c: Context<ApiEnv>) => (c.get('caller') === null ? null : callerOf(c).memberId);
  return new Hono<ApiEnv>()
    .get('/api/members/:handle/profile', describe('A member’s page', 'social', Profile), param(OneMember), async (c) => {
      const viewer = viewerOf(c);
      const profile = await readProfile(deps.db, c.req.valid('param').handle, viewer, deps.now());
      keptBy(c, viewer, !profile.mine);
      return c.json(profile);
    })
    .get(
      '/api/members/:handle/works',
      describe('What a member has on the board, newest first', 'social', Works),
      param(OneMember),
      query(Asked),
      async (c) => {
        const { of, kind = null, before } = c.req.valid('query');
        const { handle } = c.req.valid('param');
        keptBy(c, viewerOf(c), true);
        const works = { handle, of, kind, before: before === undefined ? null : uuidFromId(before) };
        return c.json(await readWorks(deps.db, works, deps.now()));
      },
    );
}
