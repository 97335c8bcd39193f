import { sql } from 'kysely';
import type { TrialBalance } from '@oto/schema/contract/statement';
import { LEDGER_LAWS } from '@oto/schema/db/ledger-law';
import type { Deps } from '../deps.ts';

type AccountSum = { kind: TrialBalance['accounts'][number]['kind']; accounts: number; posted: string; held: string };

/** Of one fault of many, the first tell what is wrong. */
const MOST_FAULTS = 20;

/** All accounts by kind, their sum, and every law of the ledger that does not hold: of one moment, whatever moves meanwhile. */
export async function trialBalance({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<TrialBalance> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const { rows } = await sql<AccountSum>`
        select a.kind, count(*)::int as accounts, sum(a.held) as held, sum(case when a.owner_id is not null then a.posted else
          (select coalesce(sum(amount), 0) from ledger.transfer where credit = a.id)
          - (select coalesce(sum(amount), 0) from ledger.transfer where debit = a.id) end) as posted
        from ledger.account a group by a.kind order by bool_or(a.owner_id is null), a.kind`.execute(trx);
      const accounts = rows.map((row) => ({ ...row, posted: Number(row.posted), held: Number(row.held) }));
      const counts = await sql<{ transfers: number; holds: number }>`
        select (select count(*) from ledger.transfer)::int as transfers,
          (select count(*) from ledger.hold where state = 'open')::int as holds`.execute(trx);
      const faults: TrialBalance['faults'] = [];
      for (const { name, query } of LEDGER_LAWS) {
        const broken = await sql<{ account: string; expected: string; found: string }>`${sql.raw(query)} limit ${MOST_FAULTS}`.execute(trx);
        faults.push(...broken.rows.map((row) => ({ law: name, ...row })));
      }
      return {
        at: now().toISOString(),
        accounts,
        total: accounts.reduce((sum, { posted }) => sum + posted, 0),
        transfers: counts.rows[0]?.transfers ?? 0,
        openHolds: counts.rows[0]?.holds ?? 0,
        faults,
      };
    });
}
