import type { Db, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';

/** A member (uuid) is suspended while a statement of reasons that suspends them stands. */
export async function isSuspended(db: Db | Trx, memberUuid: string): Promise<boolean> {
  const row = await db
    .selectFrom('statement_of_reasons')
    .select('id')
    .where('member_id', '=', memberUuid)
    .where('sanction', '=', 'suspend')
    .where('lifted_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Before anything is made, written or moved. Throws suspended. Whoever suspends holds the member's row, so after
 * `holdMember` the answer stands until the transaction ends.
 */
export async function requireActive(trx: Db | Trx, memberUuid: string): Promise<void> {
  if (await isSuspended(trx, memberUuid)) throw new ApiError('suspended');
}
