import type { Context } from 'hono';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import type { ApiEnv } from '../http/env.ts';
import type { AttemptLimit } from './attempt-limit.ts';
import type { Auth } from './auth.ts';
import { ask } from './engine.ts';

/** What navigator.credentials gave, as JSON. Its inside is checked by better-auth's WebAuthn library. */
export const PasskeyResponse = z.looseObject({ id: z.string().min(1).max(1400) });
export type PasskeyResponse = z.infer<typeof PasskeyResponse>;

const FromEngine = z.object({ user: z.object({ id: z.uuid() }), session: z.object({ id: z.uuid() }) });

/** A session that a passkey has just opened: the answer bears its cookie. Throws passkey_failed or too_many_requests. */
export async function enterByPasskey(
  { db, now }: Deps,
  auth: Auth,
  limit: AttemptLimit,
  c: Context<ApiEnv>,
  response: PasskeyResponse,
): Promise<{ readonly answer: Response; readonly user: string; readonly session: string }> {
  const of = `passkey:${response.id}`;
  await limit.attempt(of, c.get('ip'));
  const answer = await ask(auth, c, 'POST', '/passkey/verify-authentication', { response });
  const entered = FromEngine.safeParse(
    await answer
      .clone()
      .json()
      .catch(() => null),
  );
  if (!answer.ok || !entered.success) throw new ApiError('passkey_failed');
  // One that is removed while it is being checked opens nothing.
  const used = await db.updateTable('passkey').set({ lastUsedAt: now() }).where('credentialID', '=', response.id).executeTakeFirst();
  if (used.numUpdatedRows === 0n) {
    await db.deleteFrom('session').where('id', '=', entered.data.session.id).execute();
    throw new ApiError('passkey_failed', { detail: 'removed meanwhile' });
  }
  await limit.succeeded(of, c.get('ip'));
  return { answer, user: entered.data.user.id, session: entered.data.session.id };
}

/** Whose passkey this is, without letting anybody in. */
export async function userOfPasskey(
  deps: Deps,
  auth: Auth,
  limit: AttemptLimit,
  c: Context<ApiEnv>,
  response: PasskeyResponse,
): Promise<string> {
  const { user, session } = await enterByPasskey(deps, auth, limit, c, response);
  await deps.db.deleteFrom('session').where('id', '=', session).execute();
  return user;
}
