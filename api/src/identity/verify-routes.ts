import { Hono } from 'hono';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import { requireSession, type ApiEnv } from '../http/env.ts';
import { json } from '../http/validate.ts';
import { auditOwn } from '../operator/audit.ts';
import type { AttemptLimit } from './attempt-limit.ts';
import { sendsMail } from './letters.ts';
import { holderOf, spendToken } from './mail-token.ts';
import { markVerified } from './prove-address.ts';
import { sendVerification } from './send-verification.ts';

export const TokenText = z.string().min(1).max(100);

/**
 * Whether an address is its member's. The link works in a session of the account alone: somebody who is sent one for an
 * account that another made with their address cannot, by clicking, make it that other's for good.
 */
export function verifyRoutes(deps: Deps, limit: AttemptLimit): Hono<ApiEnv> {
  const { db, config, now } = deps;
  const routes = new Hono<ApiEnv>();

  routes.post('/api/auth/verify/send', describe('Send the mail that confirms my address again', 'identity'), async (c) => {
    const { memberId } = requireSession(c);
    if (!sendsMail(config)) throw new ApiError('mail_off');
    await limit.attempt(`verify:${memberId}`, c.get('ip'));
    await db.transaction().execute((trx) => sendVerification(trx, deps, memberId));
    return c.body(null, 204);
  });

  routes.post(
    '/api/auth/verify',
    describe('Confirm my address, by the mail’s token', 'identity'),
    json(z.object({ token: TokenText })),
    async (c) => {
      const { memberId } = requireSession(c);
      const { token } = c.req.valid('json');
      await limit.attempt(null, c.get('ip'));
      // Somebody else's token is not used up by whoever finds it.
      if ((await holderOf(db, 'verify', token, now())) !== memberId) throw new ApiError('link_expired');
      await db.transaction().execute(async (trx) => {
        if ((await spendToken(trx, 'verify', token, now())) !== memberId) throw new ApiError('link_expired');
        await markVerified(trx, deps, memberId);
        await auditOwn(trx, memberId, 'email_verified', null, {}, c.get('ip'));
      });
      await limit.succeeded(null, c.get('ip'));
      return c.body(null, 204);
    },
  );

  return routes;
}
