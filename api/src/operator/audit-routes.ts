import { Hono } from 'hono';
import { z } from 'zod';
import { AuditEntry, AuditQuery } from '@oto/schema/contract/account';
import type { Deps } from '../deps.ts';
import { describe } from '../http/describe.ts';
import { requireOperator, requireSession, type ApiEnv } from '../http/env.ts';
import { query } from '../http/validate.ts';
import { readAudit, readOwnAudit } from './read-audit.ts';

const Entries = z.object({ entries: z.array(AuditEntry) });

/** GET /api/operator/audit, GET /api/me/audit. */
export function auditRoutes(deps: Deps): Hono<ApiEnv> {
  return new Hono<ApiEnv>()
    .get('/api/operator/audit', describe('What was done, by whom, newest first', 'operator', Entries), query(AuditQuery), async (c) => {
      requireOperator(c);
      c.header('Cache-Control', 'no-store');
      return c.json({ entries: await readAudit(deps.db, c.req.valid('query')) });
    })
    .get('/api/me/audit', describe('What was done with my account, newest first', 'identity', Entries), async (c) => {
      const { memberId } = requireSession(c);
      c.header('Cache-Control', 'no-store');
      return c.json({ entries: await readOwnAudit(deps.db, memberId) });
    });
}
