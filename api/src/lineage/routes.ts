import { Hono } from 'hono';
import { z } from 'zod';
import { uuidFromId } from '@oto/schema/base/id';
import { IdText } from '@oto/schema/contract/common';
import { Lineage, Outdated } from '@oto/schema/contract/lineage';
import type { Deps } from '../deps.ts';
import { keptBy } from '../http/caching.ts';
import { describe } from '../http/describe.ts';
import { callerOf, type ApiEnv } from '../http/env.ts';
import { param, query } from '../http/validate.ts';
import { readLineage } from './read-lineage.ts';
import { readOutdated } from './read-outdated.ts';

const One = z.object({ id: IdText });
const How = z.object({ whole: z.literal('1').optional() });

/** GET /api/creations/:id/lineage, GET /api/creations/:id/outdated. */
export function lineageRoutes(deps: Deps): Hono<ApiEnv> {
  return new Hono<ApiEnv>()
    .get(
      '/api/creations/:id/lineage',
      describe('The creations that one comes from, and those that came of it', 'creations', Lineage),
      param(One),
      query(How),
      async (c) => {
        const viewer = c.get('caller') === null ? null : callerOf(c).memberId;
        const lineage = await readLineage(deps.db, uuidFromId(c.req.valid('param').id), viewer, c.req.valid('query').whole === '1');
        keptBy(c, viewer, viewer === null);
        return c.json(lineage);
      },
    )
    .get(
      '/api/creations/:id/outdated',
      describe('What changed since I made a creation, and the wish to make it again', 'creations', Outdated),
      param(One),
      async (c) => {
        const { memberId } = callerOf(c);
        return c.json(await readOutdated(deps.db, uuidFromId(c.req.valid('param').id), memberId));
      },
    );
}
