import { Hono } from 'hono';
import { uuidFromId, type Id } from '@oto/schema/base/id';
import type { InputRef } from '@oto/schema/contract/input';
import { Quote, QuoteRequest } from '@oto/schema/contract/ledger';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import { requireScope, type ApiEnv } from '../http/env.ts';
import { json } from '../http/validate.ts';
import { requireOwnJar } from '../jar/pay-from-jar.ts';
import { jarTokens } from '../jar/read.ts';
import { resolveInputs, type JobInput } from '../input/resolve-inputs.ts';
import { walletOf } from '../ledger/wallet.ts';
import { liveEngines } from '../worker/live-engines.ts';
import { runAgents } from './agents.ts';
import { checkChain } from './chain.ts';
import { forkableParents } from './parents.ts';
import { linesOf, priceOf } from './price.ts';
import { QUOTE_SECONDS, signQuote, type JarShare } from './token.ts';

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
      const jar = await jarShare(deps, body.jar, { member, parents, total: price.total });
      const quote: Quote = {
        token: await signQuote(deps.signer, member, { price, jar }, parents),
        total: price.total,
        jar: jar?.tokens ?? 0,
        lines: await linesOf(deps.db, price),
        available: member === null ? 0 : (await walletOf(deps.db, member)).available,
        expiresAt: new Date(now.getTime() + QUOTE_SECONDS * 1000).toISOString(),
      };
      return c.json(quote);
    },
  );
}

type Asked = { readonly member: string | null; readonly parents: readonly string[]; readonly total: number };

/** What the jar that is to pay first can pay of it now. Throws jar_not_yours. */
async function jarShare(deps: Deps, jar: Id | undefined, { member, parents, total }: Asked): Promise<JarShare | null> {
  if (jar === undefined) return null;
  await requireOwnJar(deps.db, jar, parents, member);
  const creation = uuidFromId(jar);
  return { creation, tokens: Math.min(total, await jarTokens(deps.db, creation, deps.now())) };
}

/** The files behind a wish's references. A file is somebody's: throws not_signed_in for nobody's. */
async function givenBy(deps: Deps, member: string | null, refs: readonly InputRef[]): Promise<readonly JobInput[]> {
  if (refs.length === 0) return [];
  if (member === null) throw new ApiError('not_signed_in');
  return deps.db.transaction().execute((trx) => resolveInputs(trx, member, refs));
}
