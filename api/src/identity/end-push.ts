import type { Trx } from '../deps.ts';

/**
 * When sessions end, so do the messages to every browser of the account: nobody knows which of them were signed out.
 * Those still signed in subscribe again when they are next opened.
 */
export async function endPush(trx: Trx, memberUuid: string): Promise<void> {
  await trx.deleteFrom('push_subscription').where('member_id', '=', memberUuid).execute();
}
