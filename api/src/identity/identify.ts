import { createMiddleware } from 'hono/factory';
import { sql } from 'kysely';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import type { ApiEnv, Caller } from '../http/env.ts';
import { mayHaveMember } from '../http/paths.ts';
import { isApiKey, sha256Of } from './api-key.ts';
import type { Auth } from './auth.ts';
import { memberOf } from './create-member.ts';
import { API_SCOPES } from '@oto/schema/contract/identity';

const SEEN_MS = 5 * 60_000;

/**
 * Finds out who asks: a bearer key if there is one, else the session's cookie. A wrong key is
 * refused at once; a stale cookie, or that of a deleted account, makes a visitor.
 */
export function identify(deps: Deps, auth: Auth) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    if (mayHaveMember(c.req.path)) {
      const authorization = c.req.header('authorization');
      if (authorization !== undefined) {
        c.set('caller', await callerOfKey(deps, authorization));
      } else if (c.req.header('cookie')?.includes('oto.session_token')) {
        const { response: session, headers } = await auth.api.getSession({ headers: c.req.raw.headers, returnHeaders: true });
        for (const cookie of headers?.getSetCookie() ?? []) c.header('Set-Cookie', cookie, { append: true });
        const member = session ? await memberOf(deps.db, session.user.id) : null;
        if (session && member) {
          const { id: memberId, role, created_at: createdAt } = member;
          await seeSession(deps, session.session);
          c.set('caller', { memberId, role, via: 'session', sessionId: session.session.id, scopes: API_SCOPES, createdAt });
        }
      }
    }
    await next();
  });
}

/** Writes down now and then that a session is in use, for the list of sessions. */
async function seeSession({ db, now }: Deps, { id, updatedAt }: { readonly id: string; readonly updatedAt: Date }): Promise<void> {
  const at = now();
  if (at.getTime() - updatedAt.getTime() < SEEN_MS) return;
  await db.updateTable('session').set({ updatedAt: at }).where('id', '=', id).execute();
}

async function callerOfKey(deps: Deps, authorization: string): Promise<Caller> {
  const key = /^Bearer (\S+)$/i.exec(authorization)?.[1] ?? '';
  if (!isApiKey(key)) throw new ApiError('bad_credential');
  const found = await deps.db
    .selectFrom('api_key')
    .innerJoin('member', 'member.id', 'api_key.member_id')
    .select(['api_key.id', 'api_key.scopes', 'member.id as memberId', 'member.role', 'member.created_at'])
    .where('api_key.sha256', '=', sha256Of(key))
    .where('api_key.revoked_at', 'is', null)
    .where('member.deleted_at', 'is', null)
    .executeTakeFirst();
  if (!found) throw new ApiError('bad_credential');
  await deps.db
    .updateTable('api_key')
    .set({ last_used_at: deps.now() })
    .where('id', '=', found.id)
    .where((eb) => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<', sql<Date>`now() - interval '1 minute'`)]))
    .execute();
  return { memberId: found.memberId, role: found.role, via: 'key', sessionId: null, scopes: found.scopes, createdAt: found.created_at };
}
