import type { Context } from 'hono';
import type { Db, Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { requireSession, type ApiEnv, type Caller } from '../http/env.ts';

/** How long a session may do what is dear after its member has shown who sits there. */
export const CONFIRMED_MS = 10 * 60_000;

/** The member at a browser who has just shown that it is they. Throws confirm_identity otherwise. */
export async function requireConfirmed(c: Context<ApiEnv>, deps: Pick<Deps, 'db' | 'now'>): Promise<Caller> {
  const caller = requireSession(c);
  const until = await confirmedUntil(deps.db, caller.sessionId);
  if (until === null || until <= deps.now()) throw new ApiError('confirm_identity');
  return caller;
}

/** Null: never, or no session. */
export async function confirmedUntil(db: Db, sessionUuid: string | null): Promise<Date | null> {
  if (sessionUuid === null) return null;
  const row = await db.selectFrom('session').select('confirmedUntil').where('id', '=', sessionUuid).executeTakeFirst();
  return row?.confirmedUntil ?? null;
}
