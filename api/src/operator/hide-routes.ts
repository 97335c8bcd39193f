import { Hono } from 'hono';
import { z } from 'zod';
import { uuidFromId } from '@oto/schema/base/id';
import { IdText } from '@oto/schema/contract/common';
import type { Deps } from '../deps.ts';
import { describe } from '../http/describe.ts';
import { requireOperator, type ApiEnv } from '../http/env.ts';
import { json } from '../http/validate.ts';
import { holdOwner, liftHiding, stateHiding } from '../safety/hide-reasons.ts';
import { audit } from './audit.ts';
import { hideMember, hideNote } from './hide.ts';

const Body = z.object({
  type: z.enum(['agent', 'creation', 'member']),
  id: IdText,
  hidden: z.boolean(),
  reason: z.string().trim().min(3).max(200),
});

export function hideRoutes(deps: Deps): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();

  routes.post('/api/operator/hide', describe('Hide a note or a member, or show it again', 'operator'), json(Body), async (c) => {
    const operator = requireOperator(c);
    const { type, id, hidden, reason } = c.req.valid('json');
    const now = deps.now();
    const at = hidden ? now : null;
    await deps.db.transaction().execute(async (trx) => {
      const subject = hidden ? await holdOwner(trx, type, id) : null;
      if (type === 'member') await hideMember(trx, uuidFromId(id), at, reason);
      else await hideNote(trx, type, id, at, reason);
      await audit(trx, operator.memberId, hidden ? 'hide' : 'unhide', id, { type, reason });
      if (subject) await stateHiding(trx, now, { operator: operator.memberId, subject, facts: reason });
      if (!hidden) await liftHiding(trx, now, type, id);
    });
    return c.body(null, 204);
  });

  return routes;
}
