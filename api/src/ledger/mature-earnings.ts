import { sql } from 'kysely';
import { newId, uuidFromId } from '@oto/schema/base/id';
import type { Db } from '../deps.ts';
import { ledgerCall } from './failure.ts';
import { transfer } from './transfer.ts';

/** A payment can be disputed for this long; until then what it paid for stays out of the earner's wallet. */
export const MATURE_DAYS = 14;

/** Moves earnings older than the dispute window into the wallets. Safe to repeat and to run twice at once. */
export async function matureEarnings(db: Db, now: Date): Promise<number> {
  const { rows } = await sql<{ owner_id: string; due: string; before: string }>`
    select a.owner_id, t_in.amount - t_out.amount as due, t_out.amount as before
    from ledger.account a,
      lateral (select coalesce(sum(amount), 0) as amount from ledger.transfer
        where credit = a.id and at < ${now}::timestamptz - make_interval(days => ${MATURE_DAYS})) t_in,
      lateral (select coalesce(sum(amount), 0) as amount from ledger.transfer where debit = a.id) t_out
    where a.kind = 'earnings' and t_in.amount > t_out.amount`.execute(db);
  let matured = 0;
  for (const { owner_id: member, due, before } of rows) {
    const moved = await ledgerCall(
      db.transaction().execute((trx) =>
        transfer(trx, {
          key: `mature:${member}:${before}`,
          group: uuidFromId(newId()),
          from: { member, account: 'earnings' },
          to: { member, account: 'wallet_paid' },
          amount: Number(due),
          kind: 'earning',
        }),
      ),
    );
    if (moved.ok) matured++;
  }
  return matured;
}
