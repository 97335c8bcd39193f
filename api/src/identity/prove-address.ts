import type { Deps, Trx } from '../deps.ts';
import { roleOf } from './create-member.ts';
import { endPush } from './end-push.ts';
import { endTokens } from './mail-token.ts';

/** The account's address is known to be its owner's. In production this makes the operators that are named by address. */
export async function markVerified(trx: Trx, { config, now }: Pick<Deps, 'config' | 'now'>, userUuid: string): Promise<void> {
  const user = await trx
    .updateTable('user')
    .set({ emailVerified: true, updatedAt: now() })
    .where('id', '=', userUuid)
    .returning('email')
    .executeTakeFirst();
  if (!user || roleOf(config, { email: user.email, emailVerified: true }) !== 'operator') return;
  await trx.updateTable('member').set({ role: 'operator' }).where('id', '=', userUuid).execute();
}

type Ended = { readonly sessions: number; readonly ways: number; readonly passkeys: number; readonly keys: number };

/**
 * For whoever proves that an address is theirs on an account whose address nobody had proved: that account may have
 * been made by somebody else who waits for them. Every way in, session, key and subscription from before ends; works,
 * tokens and guests stay. Answers how many of each have ended.
 */
export async function throwOutEverybody(trx: Trx, { now }: Pick<Deps, 'now'>, userUuid: string): Promise<Ended> {
  const ways = await trx.deleteFrom('account').where('userId', '=', userUuid).executeTakeFirst();
  const passkeys = await trx.deleteFrom('passkey').where('userId', '=', userUuid).executeTakeFirst();
  const keys = await trx
    .updateTable('api_key')
    .set({ revoked_at: now() })
    .where('member_id', '=', userUuid)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  // After the ways in: whoever is coming in by one of them waits for its row, and finds it gone.
  const sessions = await trx.deleteFrom('session').where('userId', '=', userUuid).executeTakeFirst();
  await endPush(trx, userUuid);
  await endTokens(trx, 'verify', userUuid);
  await endTokens(trx, 'reset', userUuid);
  return {
    sessions: Number(sessions.numDeletedRows),
    ways: Number(ways.numDeletedRows),
    passkeys: Number(passkeys.numDeletedRows),
    keys: Number(keys.numUpdatedRows),
  };
}
