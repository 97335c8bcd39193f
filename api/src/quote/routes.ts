import { Hono } from 'hono';
import type { InputRef } from '@oto/schema/contract/input';
import { Quote, QuoteRequest } from '@oto/schema/contract/ledger';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import { requireScope, type ApiEnv } from '../http/env.ts';
import { json } from '../http/validate.ts';
import { resolveInputs, type JobInput } from '../input/resolve-inputs.ts';
import { walletOf } from '../ledger/wallet.ts';
import { liveEngines } from '../worker/live-engines.ts';
import { runAgents } from './agents.ts';
import { checkChain } from './chain.ts';
import { forkableParents } from './parents.ts';
import { linesOf, priceOf } from './price.ts';
import { QUOTE_SECONDS, signQuote } from './token.ts';

/** POST /api/quotes: what a run may cost at most, before anyone pays. Asked without an account it only informs. */
export function quoteRoutes(deps: Deps): Hono<ApiEnv> {
  return new Hono<ApiEnv>().post(
    '/api/quotes',
    describe('The most a generation may cost, for five minutes', 'generation', Quote),
    json(QuoteRequest),
    async (c) => {
      const member = c.get('caller') === null ? null : requireScope(c, 'generate').memberId;
      const body = c.req.valid('json');
      const now = deps.now();
      const agents = await runAgents(deps.db, body.agents);
      const parents = await forkableParents(deps.db, body.parents, member);
      const engines = await liveEngines(deps.db, now);
      checkChain(agents, engines, await givenBy(deps, member, body.inputs));
      const price = await priceOf(deps.db, member, agents, parents, engines);
      const quote: Quote = {
        token: await signQuote(deps.signer, member, price, parents),
        total: price.total,
        lines: await linesOf(deps.db, price),
        available: member === null ? 0 : (await walletOf(deps.db, member)).available,
        expiresAt: new Date(now.getTime() + QUOTE_SECONDS * 1000).toISOString(),
      };
      return c.json(quote);
    },
  );
}

/** The files behind a wish's references. A file is somebody's: throws not_signed_in for nobody's. */
async function givenBy(deps: Deps, member: string | null, refs: readonly InputRef[]): Promise<readonly JobInput[]> {
  if (refs.length === 0) return [];
  if (member === null) throw new ApiError('not_signed_in');
  return deps.db.transaction().execute((trx) => resolveInputs(trx, member, refs));
}
