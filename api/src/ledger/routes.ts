import { Hono } from 'hono';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { requireScope, type ApiEnv } from '../http/env.ts';
import { query } from '../http/validate.ts';
import { movementsOf } from './movements.ts';
import { walletOf } from './wallet.ts';

const Page = z.object({
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
});

/** GET /get_tokens, GET /api/wallet/movements. */
export function walletRoutes(deps: Deps): Hono<ApiEnv> {
  return new Hono<ApiEnv>()
    .get('/get_tokens', async (c) => c.json(await walletOf(deps.db, requireScope(c, 'wallet').memberId)))
    .get('/api/wallet/movements', query(Page), async (c) => {
      const { memberId } = requireScope(c, 'wallet');
      return c.json({ movements: await movementsOf(deps.db, memberId, c.req.valid('query').before ?? null) });
    });
}
