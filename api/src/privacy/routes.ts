import { Hono } from 'hono';
import { deleteCookie } from 'hono/cookie';
import { DeleteRequest } from '@oto/schema/contract/account';
import type { Deps } from '../deps.ts';
import { describe } from '../http/describe.ts';
import type { ApiEnv } from '../http/env.ts';
import { json } from '../http/validate.ts';
import { requireConfirmed } from '../identity/require-confirmed.ts';
import { deleteAccount } from './delete-account.ts';

/** POST /api/me/delete, GET /api/me/export. */
export function privacyRoutes(deps: Deps): Hono<ApiEnv> {
  const secure = deps.config.publicUrl.startsWith('https:');
  return new Hono<ApiEnv>().post(
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
