import type pg from 'pg';
import { RateLimiterRes } from 'rate-limiter-flexible';
import { ApiError } from '../http/api-error.ts';
import { sharedLimit } from '../http/limits.ts';

/** Reports of one member, or of one address that is nobody's; in an hour. */
const REPORTS = { member: 30, address: 10, seconds: 3600 } as const;
/** What one member may take away in ten minutes: less than they may make or write. */
const UNDOING = { creation: 30, comment: 15, seconds: 600 } as const;

export function reportLimits(pool: pg.Pool, factor: number) {
  const of = (who: 'member' | 'address') => sharedLimit(pool, `report_${who}`, REPORTS[who] * factor, REPORTS.seconds);
  return { member: of('member'), address: of('address') };
}

/** Counts one thing that a member (uuid) takes away for good. Throws too_many_deletions. */
export type UndoingLimit = (memberUuid: string) => Promise<void>;

export function undoingLimit(pool: pg.Pool, factor: number, what: 'creation' | 'comment'): UndoingLimit {
  const limiter = sharedLimit(pool, `undo_${what}`, UNDOING[what] * factor, UNDOING.seconds);
  return async (memberUuid) => {
    try {
      await limiter.consume(memberUuid);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw new ApiError('too_many_deletions', { retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) });
    }
  };
}
