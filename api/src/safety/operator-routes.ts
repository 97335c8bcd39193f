import { Hono } from 'hono';
import { z } from 'zod';
import { uuidFromId } from '@oto/schema/base/id';
import { IdText } from '@oto/schema/contract/common';
import { CaseDecision, OperatorStatement, ReportCase, ReportSubject, StatementDecision } from '@oto/schema/contract/safety';
import type { Deps } from '../deps.ts';
import { describe } from '../http/describe.ts';
import { requireOperator, type ApiEnv } from '../http/env.ts';
import { json, param, query } from '../http/validate.ts';
import { decideAppeal } from './appeal.ts';
import { readCase, readCases } from './case.ts';
import { decideCase } from './decide.ts';
import { allStatements, forOperators } from './statement.ts';

const OneCase = z.object({ subject: ReportSubject, id: IdText });
const One = z.object({ id: IdText });

/** Cases made of reports, and appeals against what was decided. */
export function operatorSafetyRoutes(deps: Deps): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();

  routes.get(
    '/api/operator/reports',
    describe('Cases: most reported first, or the latest decided', 'operator', z.object({ cases: z.array(ReportCase) })),
    query(z.object({ state: z.enum(['open', 'decided']).default('open') })),
    async (c) => {
      requireOperator(c);
      c.header('Cache-Control', 'no-store');
      return c.json({ cases: await readCases(deps.db, c.req.valid('query').state) });
    },
  );

  routes.get(
    '/api/operator/reports/:subject/:id',
    describe('One case, with who did what', 'operator', ReportCase),
    param(OneCase),
    async (c) => {
      requireOperator(c);
      const { subject, id } = c.req.valid('param');
      c.header('Cache-Control', 'no-store');
      return c.json(await readCase(deps.db, subject, id));
    },
  );

  routes.post(
    '/api/operator/reports/:subject/:id',
    describe('Decide every open report of a subject', 'operator', ReportCase),
    param(OneCase),
    json(CaseDecision),
    async (c) => {
      const { memberId } = requireOperator(c);
      const { subject, id } = c.req.valid('param');
      await decideCase(deps, memberId, subject, id, c.req.valid('json'));
      return c.json(await readCase(deps.db, subject, id));
    },
  );

  routes.get(
    '/api/operator/statements',
    describe('Statements of reasons: those disputed, or the newest', 'operator', z.object({ statements: z.array(OperatorStatement) })),
    query(z.object({ state: z.enum(['appealed', 'all']).default('appealed') })),
    async (c) => {
      requireOperator(c);
      c.header('Cache-Control', 'no-store');
      return c.json({ statements: await allStatements(deps.db, c.req.valid('query').state) });
    },
  );

  routes.post(
    '/api/operator/statements/:id',
    describe('Answer the appeal against a statement', 'operator', OperatorStatement),
    param(One),
    json(StatementDecision),
    async (c) => {
      const { memberId } = requireOperator(c);
      const row = await decideAppeal(deps, memberId, uuidFromId(c.req.valid('param').id), c.req.valid('json'));
      const [decided] = await forOperators(deps.db, [row]);
      return c.json(decided);
    },
  );

  return routes;
}
