import type pg from 'pg';
import type { RateLimiterPostgres } from 'rate-limiter-flexible';
import { idFromUuid } from '@oto/schema/base/id';
import type { SessionState } from '@oto/schema/contract/purchase';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import type { Caller } from '../http/env.ts';
import { sharedLimit } from '../http/limits.ts';
import { fulfil } from './fulfil.ts';
import { reach } from './stripe-call.ts';

/** Asks Stripe how a purchase stands. Throws payment_unavailable where it does not say. */
export async function recheck(deps: Deps, purchaseUuid: string): Promise<void> {
  const row = await deps.db.selectFrom('purchase').select('session_id').where('id', '=', purchaseUuid).executeTakeFirst();
  if (!row) throw new ApiError('not_found');
  if (row.session_id !== null) await reach(fulfil(deps, row.session_id));
}

const A_MINUTE = 30;

/** Of a member, in PostgreSQL: it holds across replicas. */
export function recheckLimit(pool: pg.Pool, factor: number): RateLimiterPostgres {
  return sharedLimit(pool, 'recheck', A_MINUTE * factor, 60);
}

/**
 * The same by a Checkout session's id: operators for any purchase, members for their own. Throws not_found, and
 * payment_unavailable where Stripe does not say.
 */
export async function recheckSession(deps: Deps, session: string, { memberId, role }: Caller): Promise<SessionState> {
  if (role !== 'operator') {
    const own = await deps.db
      .selectFrom('purchase')
      .select('id')
      .where('session_id', '=', session)
      .where('member_id', '=', memberId)
      .executeTakeFirst();
    if (!own) throw new ApiError('not_found');
  }
  const found = await reach(fulfil(deps, session));
  if (!found) throw new ApiError('not_found');
  const { purchase, state } = found;
  return { purchase: idFromUuid(purchase), state, settled: state === 'granted' || state === 'refused' || state === 'expired' };
}
