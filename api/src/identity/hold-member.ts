import type { Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';

/**
 * Keeps a member (uuid) from leaving until the transaction ends, so that nothing of theirs is written after they have
 * gone. Before any other lock but the author's. Throws not_signed_in for one who has left.
 */
export async function holdMember(trx: Trx, memberUuid: string): Promise<void> {
  const member = await trx
    .selectFrom('member')
    .select('id')
    .where('id', '=', memberUuid)
    .where('deleted_at', 'is', null)
    .forShare()
    .executeTakeFirst();
  if (!member) throw new ApiError('not_signed_in');
}
