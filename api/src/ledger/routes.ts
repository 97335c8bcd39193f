import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import { Wallet } from '@oto/schema/contract/ledger';
import { Consumption, ConsumptionQuery, EntryParts, EntryQuery, Statement, StatementQuery } from '@oto/schema/contract/statement';
import type { Deps } from '../deps.ts';
import { describe } from '../http/describe.ts';
import { requireScope, type ApiEnv } from '../http/env.ts';
import { param, query } from '../http/validate.ts';
import { consumptionOf, CONSUMPTION_DAYS } from './consumption.ts';
import { entryParts } from './entry-parts.ts';
import { periodOf } from './period.ts';
import { statementCsv } from './statement-csv.ts';
import { linesOf, statementOf } from './statement.ts';
import { walletOf } from './wallet.ts';

const EntryNumber = z.string().regex(/^\d{1,18}$/);

/** GET /get_tokens, GET /api/wallet/statement, .../statement.csv, .../statement/:entry, GET /api/wallet/consumption. */
export function walletRoutes(deps: Deps): Hono<ApiEnv> {
  const { db } = deps;
  return new Hono<ApiEnv>()
    .get('/get_tokens', describe('My tokens', 'tokens', Wallet), async (c) =>
      c.json(await walletOf(db, requireScope(c, 'wallet').memberId)),
    )
    .get(
      '/api/wallet/statement',
      describe('Each line that made my balance what it is, newest first', 'tokens', Statement),
      query(StatementQuery),
      async (c) => {
        const { memberId: member } = requireScope(c, 'wallet');
        const asked = c.req.valid('query');
        const { account, kind = null, before = null } = asked;
        return c.json(await statementOf(db, { member, account, kind, before, period: await periodOf(db, asked) }));
      },
    )
    .get(
      '/api/wallet/statement.csv',
      describeRoute({
        summary: 'The same as CSV, all of it, oldest first',
        tags: ['tokens'],
        responses: { 200: { description: 'OK', content: { 'text/csv': { schema: { type: 'string' } } } } },
      }),
      query(StatementQuery.omit({ before: true })),
      async (c) => {
        const { memberId: member } = requireScope(c, 'wallet');
        const asked = c.req.valid('query');
        const period = await periodOf(db, asked);
        const all = await linesOf(db, { member, account: asked.account, kind: asked.kind ?? null, before: null, period }, null);
        const name = `oto-${asked.account}-${deps.now().toISOString().slice(0, 10)}.csv`;
        return c.body(statementCsv(all.toReversed(), c.get('lang'), asked.zone), 200, {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="${name}"`,
          'cache-control': 'private, no-store',
        });
      },
    )
    .get(
      '/api/wallet/statement/:entry',
      describe('Where the tokens of one line came from and went', 'tokens', EntryParts),
      param(z.object({ entry: EntryNumber })),
      query(EntryQuery),
      async (c) => {
        const { memberId } = requireScope(c, 'wallet');
        return c.json({ parts: await entryParts(db, memberId, c.req.valid('query').account, c.req.valid('param').entry) });
      },
    )
    .get(
      '/api/wallet/consumption',
      describe('What I used by day, kind and agent, and what mine earned', 'tokens', Consumption),
      query(ConsumptionQuery),
      async (c) => {
        const { memberId } = requireScope(c, 'wallet');
        return c.json(await consumptionOf(db, await periodOf(db, c.req.valid('query'), CONSUMPTION_DAYS), memberId));
      },
    );
}
