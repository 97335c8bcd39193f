import { Hono } from 'hono';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { SearchQuery, SearchResult } from '@oto/schema/contract/search';
import type { Deps } from '../deps.ts';
import { addressKey } from '../http/client-address.ts';
import { describe } from '../http/describe.ts';
import type { ApiEnv } from '../http/env.ts';
import { consume } from '../http/limits.ts';
import { query } from '../http/validate.ts';
import { search } from './search.ts';

/** Searches a minute: somebody who types without a pause asks four times a second. */
const PER_MINUTE = 240;

export function searchRoutes(deps: Deps): Hono<ApiEnv> {
  const limit = new RateLimiterMemory({ keyPrefix: 'search', points: PER_MINUTE * deps.config.limitsFactor, duration: 60 });
  const routes = new Hono<ApiEnv>();

  routes.get(
    '/api/search',
    describe('People, agents and published creations by their words, best first', 'board', SearchResult),
    query(SearchQuery),
    async (c) => {
      await consume(limit, c.get('caller')?.memberId ?? addressKey(c.get('ip')));
      const found = await search(deps.db, c.req.valid('query'));
      c.header('Cache-Control', 'public, max-age=5');
      return c.json(found);
    },
  );

  return routes;
}
