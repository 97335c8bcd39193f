import { sql } from 'kysely';
import { err, ok, type Result } from '@oto/schema/base/result';
import type { Trx } from '../deps.ts';
import { lockWallets } from './lock-wallets.ts';

/** Longer than any job may wait and run; the sweep gives back what outlives it. */
export const HOLD_TTL = '24 hours';

/**
 * Sets `amount` tokens aside for a job: promo tokens first, then paid ones, as two holds under the
 * job's id. The wallet's rows stay locked until the transaction ends. `detail` of empty_wallet is
 * the number of tokens missing; nothing was changed then.
 */
export async function holdForJob(
  trx: Trx,
  jobUuid: string,
  memberUuid: string,
  amount: number,
): Promise<Result<void, 'empty_wallet' | 'frozen_wallet'>> {
  if (amount === 0) return ok(undefined);
  const { wallets, indebted } = await lockWallets(trx, [memberUuid]);
  if (indebted.has(memberUuid)) return err('frozen_wallet');
  const available = wallets.reduce((sum, { free }) => sum + free, 0);
  if (available < amount) return err('empty_wallet', String(amount - available));
  let left = amount;
  for (const wallet of wallets) {
    const part = Math.min(left, wallet.free);
    if (part === 0) continue;
    await sql`select ledger.open_hold(${`job:${jobUuid}:${wallet.kind}`}, ${wallet.account}::bigint, ${part}::bigint,
      ${HOLD_TTL}::interval, ${jobUuid}::uuid)`.execute(trx);
    left -= part;
  }
  return ok(undefined);
}
