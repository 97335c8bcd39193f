import type { Deps, Trx } from '../deps.ts';
import { roleOf } from './create-member.ts';
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

/**
 * For whoever proves that an address is theirs on an account whose address nobody had proved: that account may have
 * been made by somebody else who waits for them. Every way in, session, key and subscription from before ends.
 */
export async function throwOutEverybody(trx: Trx, { now }: Pick<Deps, 'now'>, userUuid: string): Promise<void> {
  await trx.deleteFrom('session').where('userId', '=', userUuid).execute();
  await trx.deleteFrom('account').where('userId', '=', userUuid).execute();
  await trx.deleteFrom('passkey').where('userId', '=', userUuid).execute();
  await trx.updateTable('api_key').set({ revoked_at: now() }).where('member_id', '=', userUuid).where('revoked_at', 'is', null).execute();
  await trx.deleteFrom('push_subscription').where('member_id', '=', userUuid).execute();
  await endTokens(trx, 'verify', userUuid);
  await endTokens(trx, 'reset', userUuid);
}
