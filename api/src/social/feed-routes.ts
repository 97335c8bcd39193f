import { Hono } from 'hono';
import { z } from 'zod';
import { Featured, Feed } from '@oto/schema/contract/social';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { keptBy } from '../http/caching.ts';
import { describe } from '../http/describe.ts';
import { callerOf, type ApiEnv } from '../http/env.ts';
import { query } from '../http/validate.ts';
import { placeOf } from './feed-cursor.ts';
import { readFeatured } from './read-featured.ts';
import { readFeed } from './read-feed.ts';

const FeedQuery = z.object({ of: z.enum(['followed', 'all']), before: z.string().max(60).optional() });

/** Every visitor asks for the wall; votes are summed at most this often. */
const KEEP_MS = 3000;

/** GET /api/feed and GET /api/featured. */
export function feedRoutes(deps: Deps): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();

  routes.get('/api/feed', describe('What people did, newest first', 'social', Feed), query(FeedQuery), async (c) => {
    const { of, before } = c.req.valid('query');
    const place = before === undefined ? null : placeOf(before);
    if (place === null && before !== undefined)
      throw new ApiError('bad_request', { fields: [{ path: 'before', message: 'none of ours' }] });
    const viewer = of === 'followed' || c.get('caller') !== null ? callerOf(c).memberId : null;
    const follower = of === 'followed' ? viewer : null;
    keptBy(c, viewer, viewer === null);
    return c.json(await readFeed(deps.db, { follower, viewer, before: place, now: deps.now() }));
  });

  let kept: { readonly at: number; readonly featured: ReturnType<typeof readFeatured> } | null = null;
  routes.get('/api/featured', describe('The wall at the centre of the world', 'social', Featured), async (c) => {
    const now = deps.now();
    if (!kept || now.getTime() - kept.at > KEEP_MS) {
      const featured = readFeatured(deps.db, now);
      kept = { at: now.getTime(), featured };
      featured.catch(() => {
        kept = null;
      });
    }
    c.header('Cache-Control', 'public, max-age=5');
    return c.json(await kept.featured);
  });

  return routes;
}
