import { Hono } from 'hono';
import { z } from 'zod';
import { idFromUuid, uuidFromId } from '@oto/schema/base/id';
import { Session } from '@oto/schema/contract/account';
import { IdText } from '@oto/schema/contract/common';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import { requireSession, type ApiEnv } from '../http/env.ts';
import { param } from '../http/validate.ts';
import { auditOwn } from '../operator/audit.ts';
import { endPush } from './end-push.ts';

/** Where I am signed in. A session that ends here asks for nothing and is sent nothing any more from then on. */
export function sessionRoutes({ db, now }: Deps): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();

  routes.get('/api/sessions', describe('Where I am signed in', 'identity', z.object({ sessions: z.array(Session) })), async (c) => {
    const { memberId, sessionId } = requireSession(c);
    const rows = await db
      .selectFrom('session')
      .select(['id', 'createdAt', 'updatedAt', 'userAgent', 'ipAddress'])
      .where('userId', '=', memberId)
      .where('expiresAt', '>', now())
      .orderBy('updatedAt', 'desc')
      .execute();
    c.header('Cache-Control', 'no-store');
    return c.json({
      sessions: rows.map((row): z.input<typeof Session> => ({
        id: idFromUuid(row.id),
        current: row.id === sessionId,
        createdAt: row.createdAt.toISOString(),
        seenAt: row.updatedAt.toISOString(),
        userAgent: row.userAgent ?? '',
        address: row.ipAddress ?? '',
      })),
    });
  });

  routes.delete('/api/sessions/:id', describe('End one of my sessions', 'identity'), param(z.object({ id: IdText })), async (c) => {
    const { memberId } = requireSession(c);
    const { id } = c.req.valid('param');
    await db.transaction().execute(async (trx) => {
      const ended = await trx
        .deleteFrom('session')
        .where('id', '=', uuidFromId(id))
        .where('userId', '=', memberId)
        .returning('id')
        .executeTakeFirst();
      if (!ended) throw new ApiError('not_found');
      await endPush(trx, memberId);
      await auditOwn(trx, memberId, 'session_ended', id, {}, c.get('ip'));
    });
    return c.body(null, 204);
  });

  routes.delete('/api/sessions', describe('End all my sessions but this one', 'identity'), async (c) => {
    const { memberId, sessionId } = requireSession(c);
    await db.transaction().execute(async (trx) => {
      await trx.deleteFrom('session').where('userId', '=', memberId).where('id', '<>', sessionId).execute();
      await endPush(trx, memberId);
      await auditOwn(trx, memberId, 'sessions_ended', null, {}, c.get('ip'));
    });
    return c.body(null, 204);
  });

  return routes;
}
