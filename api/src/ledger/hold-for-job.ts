import { sql } from 'kysely';
import { err, ok, type Result } from '@oto/schema/base/result';
import type { Trx } from '../deps.ts';

/** Longer than any job may wait and run; the sweep gives back what outlives it. */
const HOLD_TTL = '24 hours';

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
  // A debt that was opened while this waited for the wallets is read only by a statement that begins after.
  await sql`select ledger.lock_accounts(array(
    select id from ledger.account where owner_id = ${memberUuid}::uuid and kind in ('wallet_promo', 'wallet_paid')))`.execute(trx);
  const { rows } = await sql<{ id: string; kind: string; free: string }>`
    select id, kind, posted - held as free from ledger.account
    where owner_id = ${memberUuid}::uuid and kind in ('wallet_promo', 'wallet_paid', 'debt')
    order by kind = 'wallet_promo' desc, id for no key update`.execute(trx);
  if (rows.some((row) => row.kind === 'debt' && Number(row.free) < 0)) return err('frozen_wallet');
  const wallets = rows.filter((row) => row.kind !== 'debt');
  const available = wallets.reduce((sum, row) => sum + Number(row.free), 0);
  if (available < amount) return err('empty_wallet', String(amount - available));
  let left = amount;
  for (const wallet of wallets) {
    const part = Math.min(left, Number(wallet.free));
    if (part === 0) continue;
    await sql`select ledger.open_hold(${`job:${jobUuid}:${wallet.kind}`}, ${wallet.id}::bigint, ${part}::bigint,
      ${HOLD_TTL}::interval, ${jobUuid}::uuid)`.execute(trx);
    left -= part;
  }
  return ok(undefined);
}
