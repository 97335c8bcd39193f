import { Hono } from 'hono';
import { z } from 'zod';
import { newId, uuidFromId } from '@oto/schema/base/id';
import { IdText } from '@oto/schema/contract/common';
import { Blocks, Report, ReportRequest, StatementAppealRequest, StatementOfReasons } from '@oto/schema/contract/safety';
import type { Deps } from '../deps.ts';
import { addressKey } from '../http/client-address.ts';
import { describe } from '../http/describe.ts';
import { callerOf, requireSession, type ApiEnv } from '../http/env.ts';
import { consume } from '../http/limits.ts';
import { json, param } from '../http/validate.ts';
import { appealStatement } from './appeal.ts';
import { blockedPeople, blockMember, unblockMember } from './block.ts';
import { reportLimits } from './limits.ts';
import { fileReport, reportsOf } from './report.ts';
import { statementsOf } from './statement.ts';

const One = z.object({ id: IdText });
const OneMember = z.object({ handle: z.string().regex(/^[a-z0-9][a-z0-9-]{1,29}$/) });

/** Reports, statements of reasons and their appeals, and blocks. */
export function safetyRoutes(deps: Deps): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();
  const limits = reportLimits(deps.pool, deps.config.limitsFactor);

  routes.post(
    '/api/reports',
    describe('Report something, also without an account', 'safety', Report, 201),
    json(ReportRequest),
    async (c) => {
      const member = c.get('caller') === null ? null : requireSession(c).memberId;
      await (member === null ? consume(limits.address, addressKey(c.get('ip'))) : consume(limits.member, member));
      const { report, fresh } = await fileReport(deps, member, c.req.valid('json'));
      c.header('Cache-Control', 'no-store');
      // Nobody knows whose address it is: whether a report was left with it before is told to nobody.
      if (member === null) {
        const { reason } = c.req.valid('json');
        return c.json({ ...report, id: newId(), reason, words: '', createdAt: deps.now().toISOString() }, 201);
      }
      return c.json(report, fresh ? 201 : 200);
    },
  );

  routes.get('/api/reports', describe('What I reported, newest first', 'safety', z.object({ reports: z.array(Report) })), async (c) => {
    const { memberId } = callerOf(c);
    c.header('Cache-Control', 'no-store');
    return c.json({ reports: await reportsOf(deps.db, memberId) });
  });

  routes.get(
    '/api/statements',
    describe('Decisions on what is mine, newest first', 'safety', z.object({ statements: z.array(StatementOfReasons) })),
    async (c) => {
      const { memberId } = callerOf(c);
      c.header('Cache-Control', 'no-store');
      return c.json({ statements: await statementsOf(deps.db, memberId) });
    },
  );

  routes.post(
    '/api/statements/:id/appeal',
    describe('Appeal against a decision, once, within six months', 'safety', StatementOfReasons),
    param(One),
    json(StatementAppealRequest),
    async (c) => {
      const { memberId } = requireSession(c);
      return c.json(await appealStatement(deps, memberId, uuidFromId(c.req.valid('param').id), c.req.valid('json').words));
    },
  );

  routes.get('/api/blocks', describe('Whom I have blocked, the latest first', 'safety', Blocks), async (c) => {
    const { memberId } = requireSession(c);
    c.header('Cache-Control', 'no-store');
    return c.json({ people: await blockedPeople(deps.db, memberId) });
  });

  routes.put('/api/members/:handle/block', describe('Block a member; they are not told', 'safety'), param(OneMember), async (c) => {
    const { memberId } = requireSession(c);
    await blockMember(deps, memberId, c.req.valid('param').handle);
    return c.body(null, 204);
  });

  routes.delete('/api/members/:handle/block', describe('Unblock a member', 'safety'), param(OneMember), async (c) => {
    const { memberId } = requireSession(c);
    await unblockMember(deps, memberId, c.req.valid('param').handle);
    return c.body(null, 204);
  });

  return routes;
}
