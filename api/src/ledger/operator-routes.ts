import { Hono } from 'hono';
import { ConsumptionQuery, PlatformConsumption, TrialBalance } from '@oto/schema/contract/statement';
import type { Deps } from '../deps.ts';
import { describe } from '../http/describe.ts';
import { requireOperator, type ApiEnv } from '../http/env.ts';
import { query } from '../http/validate.ts';
import { CONSUMPTION_DAYS, platformConsumption } from './consumption.ts';
import { periodOf } from './period.ts';
import { trialBalance } from './trial-balance.ts';

/** GET /api/operator/trial-balance, GET /api/operator/consumption. */
export function ledgerOperatorRoutes(deps: Deps): Hono<ApiEnv> {
  return new Hono<ApiEnv>()
    .get(
      '/api/operator/trial-balance',
      describe('All accounts together, and every law of the ledger that does not hold', 'operator', TrialBalance),
      async (c) => {
        requireOperator(c);
        return c.json(await trialBalance(deps));
      },
    )
    .get(
      '/api/operator/consumption',
      describe('What everybody used by day, kind, agent and member', 'operator', PlatformConsumption),
      query(ConsumptionQuery),
      async (c) => {
        requireOperator(c);
        return c.json(await platformConsumption(deps.db, await periodOf(deps.db, c.req.valid('query'), CONSUMPTION_DAYS)));
      },
    );
}
