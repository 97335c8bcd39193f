import { setTimeout as delay } from 'node:timers/promises';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import type { ApiEnv } from '../http/env.ts';
import { json } from '../http/validate.ts';
import { auditOwn } from '../operator/audit.ts';
import type { AttemptLimit } from './attempt-limit.ts';
import { endPush } from './end-push.ts';
import { addresseeOf, sendLetter, sendsMail } from './letters.ts';
import { endTokens, holderOf, issueToken, spendToken } from './mail-token.ts';
import { hashPassword, PASSWORD_MAX, requireStrong } from './password.ts';
import { setPassword } from './password-account.ts';
import { markVerified, throwOutEverybody } from './prove-address.ts';
import { TokenText } from './verify-routes.ts';

/** Longer than writing a letter takes, so that the wait does not tell whether there is somebody to write to. */
const FORGOT_MS = 250;

/** A new password for whoever reads the account's mail. */
export function resetRoutes(deps: Deps, limit: AttemptLimit): Hono<ApiEnv> {
  const { db, config, now } = deps;
  const routes = new Hono<ApiEnv>();

  routes.post(
    '/api/auth/forgot',
    describe('Mail a link for a new password; answers the same whether there is such an account or not', 'identity'),
    json(z.object({ email: z.email().max(254) })),
    async (c) => {
      const { email } = c.req.valid('json');
      if (!sendsMail(config)) throw new ApiError('mail_off');
      await limit.attempt(`forgot:${email}`, c.get('ip'));
      await Promise.all([delay(FORGOT_MS), writeTo(email.toLowerCase())]);
      return c.body(null, 204);
    },
  );

  routes.post(
    '/api/auth/reset',
    describe('Set a new password, by the mail’s token; ends every session', 'identity'),
    json(z.object({ token: TokenText, password: z.string().max(PASSWORD_MAX) })),
    async (c) => {
      const { token, password } = c.req.valid('json');
      requireStrong(password);
      await limit.attempt(null, c.get('ip'));
      // Hashing costs, so it is done for a token that may be good.
      if ((await holderOf(db, 'reset', token, now())) === null) throw new ApiError('link_expired');
      const email = await reset(token, await hashPassword(password, config.passwordCost), c.get('ip'));
      await limit.succeeded(null, c.get('ip'));
      await limit.forgive(email);
      return c.body(null, 204);
    },
  );

  async function writeTo(email: string): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const user = await trx
        .selectFrom('user')
        .innerJoin('member', 'member.id', 'user.id')
        .select(['user.id', 'user.email', 'member.lang'])
        .where('user.email', '=', email)
        .where('member.deleted_at', 'is', null)
        .executeTakeFirst();
      if (user) await sendLetter(trx, config, user, 'reset', `/account/reset#${await issueToken(trx, 'reset', user.id, now())}`);
    });
  }

  /** Answers the account's address. */
  function reset(token: string, hash: string, ip: string): Promise<string> {
    return db.transaction().execute(async (trx) => {
      const user = await spendToken(trx, 'reset', token, now());
      if (user === null) throw new ApiError('link_expired');
      const to = await addresseeOf(trx, user);
      if (!to.emailVerified) {
        const ended = await throwOutEverybody(trx, deps, user);
        await markVerified(trx, deps, user);
        await auditOwn(trx, user, 'email_verified', null, { way: 'reset', ended }, ip);
      }
      await setPassword(trx, user, hash, now());
      await trx.deleteFrom('session').where('userId', '=', user).execute();
      await endPush(trx, user);
      await endTokens(trx, 'reset', user);
      await auditOwn(trx, user, 'password_reset', null, {}, ip);
      await sendLetter(trx, config, to, to.emailVerified ? 'passwordChanged' : 'addressProved');
      return to.email;
    });
  }

  return routes;
}
