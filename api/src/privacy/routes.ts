import { Hono } from 'hono';
import { deleteCookie } from 'hono/cookie';
import { describeRoute } from 'hono-openapi';
import { DeleteRequest } from '@oto/schema/contract/account';
import type { Deps } from '../deps.ts';
import { describe } from '../http/describe.ts';
import type { ApiEnv } from '../http/env.ts';
import { json } from '../http/validate.ts';
import { requireConfirmed } from '../identity/require-confirmed.ts';
import { auditOwn } from '../operator/audit.ts';
import { deleteAccount } from './delete-account.ts';
import { exportDesk } from './export/export-desk.ts';

/** GET /api/me/export, POST /api/me/delete. */
export function privacyRoutes(deps: Deps): Hono<ApiEnv> {
  const secure = deps.config.publicUrl.startsWith('https:');
  const desk = exportDesk(deps);
  return new Hono<ApiEnv>()
    .get(
      '/api/me/export',
      describeRoute({
        summary: 'Everything of mine as a zip; needs a session that was just confirmed',
        tags: ['identity'],
        responses: { 200: { description: 'OK', content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } } } },
      }),
      async (c) => {
        const { memberId } = await requireConfirmed(c, deps);
        c.header('Content-Type', 'application/zip');
        c.header('Content-Disposition', `attachment; filename="oto-${deps.now().toISOString().slice(0, 10)}.zip"`);
        c.header('Cache-Control', 'private, no-store');
        if (c.req.method === 'HEAD') return c.body(null, 200);
        const archive = await desk.open(memberId);
        await deps.db.transaction().execute((trx) => auditOwn(trx, memberId, 'account.export', null, {}, c.get('ip')));
        return c.body(archive, 200);
      },
    )
    .post(
      '/api/me/delete',
      describe('Delete my account, for good; needs a session that was just confirmed', 'identity'),
      json(DeleteRequest),
      async (c) => {
        const { memberId } = await requireConfirmed(c, deps);
        await deleteAccount(deps, memberId, c.req.valid('json'), c.get('ip'));
        deleteCookie(c, secure ? '__Secure-oto.session_token' : 'oto.session_token', { path: '/', secure });
        return c.body(null, 204);
      },
    );
}
