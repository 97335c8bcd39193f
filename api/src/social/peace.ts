import type { Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { blockedBetween } from '../safety/blocked.ts';

/** Throws blocked_here when either of two members (uuids) has blocked the other. */
export async function requirePeace(trx: Trx, member: string, other: string): Promise<void> {
  if (member !== other && (await blockedBetween(trx, member, other))) throw new ApiError('blocked_here');
}
