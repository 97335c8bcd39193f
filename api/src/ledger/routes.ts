import { Hono } from 'hono';
import { z } from 'zod';
import { Movement, Wallet } from '@oto/schema/contract/ledger';
import type { Deps } from '../deps.ts';
import { describe } from '../http/describe.ts';
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
    .get('/get_tokens', describe('My tokens', 'tokens', Wallet), async (c) =>
      c.json(await walletOf(deps.db, requireScope(c, 'wallet').memberId)),
    )
    .get(
      '/api/wallet/movements',
      describe('What changed my tokens, newest first', 'tokens', z.object({ movements: z.array(Movement) })),
      query(Page),
      async (c) => {
        const { memberId } = requireScope(c, 'wallet');
        return c.json({ movements: await movementsOf(deps.db, memberId, c.req.valid('query').before ?? null) });
      },
    );
}
