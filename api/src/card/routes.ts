import { Hono } from 'hono';
import { z } from 'zod';
import { isId, uuidFromId } from '@oto/schema/base/id';
import { Card } from '@oto/schema/contract/card';
import type { Deps } from '../deps.ts';
import { keptBy } from '../http/caching.ts';
import { describe } from '../http/describe.ts';
import { callerOf, type ApiEnv } from '../http/env.ts';
import { query } from '../http/validate.ts';
import { readCards } from './read-cards.ts';

const IDS_MAX = 200;
const CardQuery = z.object({
  ids: z
    .string()
    .max(IDS_MAX * 23)
    .transform((text) => [...new Set(text.split(',').filter((part) => part !== ''))])
    .refine((ids) => ids.length <= IDS_MAX, `at most ${IDS_MAX} ids`)
    .refine((ids) => ids.every(isId), 'every id has 22 characters'),
});

export function cardRoutes(deps: Deps): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();

  routes.get('/api/cards', describe('The words on notes', 'board', z.object({ cards: z.array(Card) })), query(CardQuery), async (c) => {
    const viewer = c.get('caller') ? callerOf(c).memberId : null;
    const cards = await readCards(deps.db, c.req.valid('query').ids.map(uuidFromId), viewer, deps.now());
    keptBy(
      c,
      viewer,
      cards.every((card) => card.visibility !== 'private' && card.state !== 'pending'),
    );
    return c.json({ cards });
  });

  return routes;
}
