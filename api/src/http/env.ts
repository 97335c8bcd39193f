import type { Context } from 'hono';
import type { Lang } from '@oto/schema/base/lang';
import type { API_SCOPES } from '@oto/schema/contract/identity';
import { ApiError } from './api-error.ts';

export type Scope = (typeof API_SCOPES)[number];

/** Who asks. `memberId` is the 36-character form. A session has every scope; a key has those it was made with. */
export type Caller = {
  readonly memberId: string;
  readonly role: 'member' | 'operator';
  readonly via: 'session' | 'key';
  /** The session's row (36 characters); null with a key. */
  readonly sessionId: string | null;
  readonly scopes: readonly string[];
  readonly createdAt: Date;
};

export type ApiEnv = {
  Variables: {
    requestId: string;
    lang: Lang;
    caller: Caller | null;
    /** The client's address, as far as our own proxy vouches for it. */
    ip: string;
    /** Set by requireScope: the route has decided what a key may do here. */
    scopeChecked: boolean;
  };
};

type Ctx = Context<ApiEnv>;

/**
 * The signed-in member. A key reaches a route that names no scope only to read, and only with scope
 * `read`: a route that forgets requireScope is closed to keys. Throws not_signed_in or missing_scope.
 */
export function callerOf(c: Ctx): Caller {
  const caller = c.get('caller');
  if (!caller) throw new ApiError('not_signed_in');
  if (caller.via === 'session' || c.get('scopeChecked')) return caller;
  const reading = c.req.method === 'GET' || c.req.method === 'HEAD';
  if (!reading || !caller.scopes.includes('read')) throw new ApiError('missing_scope');
  return caller;
}

/** The signed-in member, by session or by a key with this scope. */
export function requireScope(c: Ctx, scope: Scope): Caller {
  const caller = c.get('caller');
  if (!caller) throw new ApiError('not_signed_in');
  if (caller.via === 'key' && !caller.scopes.includes(scope)) throw new ApiError('missing_scope', { detail: scope });
  c.set('scopeChecked', true);
  return caller;
}

/** The member at a browser: keys are refused whatever their scopes. */
export function requireSession(c: Ctx): Caller {
  const caller = c.get('caller');
  if (!caller) throw new ApiError('not_signed_in');
  if (caller.via !== 'session') throw new ApiError('missing_scope', { detail: 'needs a session' });
  return caller;
}

/** An operator with a session: no key operates. */
export function requireOperator(c: Ctx): Caller {
  const caller = requireSession(c);
  if (caller.role !== 'operator') throw new ApiError('forbidden');
  return caller;
}
