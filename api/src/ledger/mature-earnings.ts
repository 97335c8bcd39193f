import { sql } from 'kysely';
import type { Db } from '../deps.ts';
import { transfer } from './transfer.ts';

/** A payment can be disputed for this long; until then what it paid for stays out of the earner's wallet. */
export const MATURE_DAYS = 14;

/** Moves earnings older than the dispute window into the wallets. Safe to repeat and to run twice at once. */
export async function matureEarnings(db: Db, now: Date): Promise<number> {
  const day = now.toISOString().slice(0, 10);
  const { rows } = await sql<{ owner_id: string; due: string }>`
    select a.owner_id, coalesce(sum(t.amount) filter (where t.credit = a.id and t.at < ${now}::timestamptz - make_interval(days => ${MATURE_DAYS})), 0)
      - coalesce(sum(t.amount) filter (where t.debit = a.id), 0) as due
    from ledger.account a join ledger.transfer t on a.id in (t.debit, t.credit)
    where a.kind = 'earnings' group by a.owner_id`.execute(db);
  let matured = 0;
  for (const { owner_id: member, due } of rows) {
    if (Number(due) <= 0) continue;
    await db.transaction().execute((trx) =>
      transfer(trx, {
        key: `mature:${member}:${day}`,
        group: member,
        from: { member, account: 'earnings' },
        to: { member, account: 'wallet_paid' },
        amount: Number(due),
        kind: 'earning',
      }),
    );
    matured++;
  }
  return matured;
}
