import { Hono, type Context } from 'hono';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import { requireSession, type ApiEnv, type Caller } from '../http/env.ts';
import { json } from '../http/validate.ts';
import { auditOwn } from '../operator/audit.ts';
import type { AttemptLimit } from './attempt-limit.ts';
import type { Auth } from './auth.ts';
import { endPush } from './end-push.ts';
import { addresseeOf, sendLetter } from './letters.ts';
import { PasskeyResponse, userOfPasskey } from './passkey-check.ts';
import { hashPassword, PASSWORD_MAX, requireStrong } from './password.ts';
import { isPasswordOf, passwordHashOf, setPassword } from './password-account.ts';
import { CONFIRMED_MS, requireConfirmed } from './require-confirmed.ts';

const Password = z.string().min(1).max(PASSWORD_MAX);
const ConfirmRequest = z.union([z.object({ password: Password }), z.object({ response: PasskeyResponse })]);

/** Showing again who sits there, and changing the password. */
export function confirmRoutes(deps: Deps, auth: Auth, limit: AttemptLimit): Hono<ApiEnv> {
  const { db, config, now } = deps;
  const routes = new Hono<ApiEnv>();

  routes.post(
    '/api/me/confirm',
    describe('Show again that it is me, by password or passkey, before what is dear', 'identity'),
    json(ConfirmRequest),
    async (c) => {
      const caller = requireSession(c);
      const body = c.req.valid('json');
      if ('password' in body) await requirePassword(c, caller, body.password);
      else if ((await userOfPasskey(deps, auth, limit, c, body.response)) !== caller.memberId) throw new ApiError('passkey_failed');
      await db
        .updateTable('session')
        .set({ confirmedUntil: new Date(now().getTime() + CONFIRMED_MS) })
        .where('id', '=', caller.sessionId)
        .execute();
      return c.body(null, 204);
    },
  );

  routes.post(
    '/api/me/password',
    describe('Change or set my password; ends my other sessions', 'identity'),
    json(z.object({ current: Password.optional(), password: z.string().max(PASSWORD_MAX) })),
    async (c) => {
      const caller = requireSession(c);
      const { current, password } = c.req.valid('json');
      requireStrong(password);
      if ((await passwordHashOf(db, caller.memberId)) === null) await requireConfirmed(c, deps);
      else if (current === undefined) throw new ApiError('bad_request', { fields: [{ path: 'current', message: 'required' }] });
      else await requirePassword(c, caller, current);
      const hash = await hashPassword(password, config.passwordCost);
      await db.transaction().execute(async (trx) => {
        await setPassword(trx, caller.memberId, hash, now());
        await trx.deleteFrom('session').where('userId', '=', caller.memberId).where('id', '<>', caller.sessionId).execute();
        await endPush(trx, caller.memberId);
        await auditOwn(trx, caller.memberId, 'password_changed', null, {}, c.get('ip'));
        await sendLetter(trx, config, await addresseeOf(trx, caller.memberId), 'passwordChanged');
      });
      return c.body(null, 204);
    },
  );

  /** Counted with signing in, so that a session is no way around its limit. */
  async function requirePassword(c: Context<ApiEnv>, { memberId }: Caller, password: string): Promise<void> {
    const { email } = await db.selectFrom('user').select('email').where('id', '=', memberId).executeTakeFirstOrThrow();
    await limit.attempt(email, c.get('ip'));
    if (!(await isPasswordOf(db, memberId, password))) throw new ApiError('bad_password');
    await limit.succeeded(email, c.get('ip'));
  }

  return routes;
}
