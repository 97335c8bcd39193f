import { sql } from 'kysely';
import { newId, uuidFromId } from '@oto/schema/base/id';
import type { Db } from '../deps.ts';
import { repayDebt } from './debt.ts';
import { ledgerCall } from './failure.ts';
import { lockPaid } from './lock-paid.ts';
import { tellWallet } from './tell-wallet.ts';
import { transfer } from './transfer.ts';

/** A payment can be disputed for this long; until then what it paid for stays out of the earner's wallet. */
export const MATURE_DAYS = 14;

/**
 * Moves earnings older than the dispute window into the wallets, where they repay a debt first. How many wallets; safe
 * to repeat and to run twice at once.
 */
export async function matureEarnings(db: Db, now: Date): Promise<number> {
  const { rows } = await sql<{ owner_id: string; due: string; before: string }>`
    select a.owner_id, t_in.amount - t_out.amount as due, t_out.amount as before
    from ledger.account a join member m on m.id = a.owner_id and m.deleted_at is null,
      lateral (select coalesce(sum(amount), 0) as amount from ledger.transfer
        where credit = a.id and at < ${now}::timestamptz - make_interval(days => ${MATURE_DAYS})) t_in,
      lateral (select coalesce(sum(amount), 0) as amount from ledger.transfer where debit = a.id) t_out
    where a.kind = 'earnings' and t_in.amount > t_out.amount`.execute(db);
  let matured = 0;
  for (const { owner_id: member, due, before } of rows) {
    const moved = await ledgerCall(
      db.transaction().execute(async (trx) => {
        const group = uuidFromId(newId());
        const key = `mature:${member}:${before}`;
        await lockPaid(trx, member);
        const done = await trx.selectFrom('ledger.transfer').select('id').where('key', '=', key).executeTakeFirst();
        if (done) return false;
        await transfer(trx, {
          key,
          group,
          from: { member, account: 'earnings' },
          to: { member, account: 'wallet_paid' },
          amount: Number(due),
          kind: 'earning',
        });
        await repayDebt(trx, member, group);
        await tellWallet(trx, now, member);
        return true;
      }),
    );
    if (moved.ok && moved.value) matured++;
  }
  return matured;
}
