import type pg from 'pg';

/** The ledger's invariants as queries that must find nothing. */
const INVARIANTS: { readonly [sentence: string]: string } = {
  'a balance is the sum of its transfers': `
    select a.id from ledger.account a where a.owner_id is not null and a.posted <>
      coalesce((select sum(amount) from ledger.transfer where credit = a.id), 0) - coalesce((select sum(amount) from ledger.transfer where debit = a.id), 0)`,
  'held is the sum of open holds': `
    select a.id from ledger.account a where a.held <> coalesce((select sum(amount) from ledger.hold h where h.account = a.id and h.state = 'open'), 0)`,
  'no wallet is below zero': `select id from ledger.account where kind <> 'debt' and owner_id is not null and posted - held < 0`,
  'a capture is paid out exactly': `
    select h.id from ledger.hold h where h.captured <> coalesce((select sum(amount) from ledger.transfer t where t.hold_id = h.id), 0) or h.captured > h.amount`,
  'a key has one group': `select key from ledger.transfer group by key having count(distinct group_id) > 1`,
  'all accounts sum to zero': `
    select 1 where (select coalesce(sum(posted), 0) from ledger.account where owner_id is not null) + (
      select coalesce(sum(case when c.owner_id is null then t.amount else 0 end), 0) - coalesce(sum(case when d.owner_id is null then t.amount else 0 end), 0)
      from ledger.transfer t join ledger.account c on c.id = t.credit join ledger.account d on d.id = t.debit) <> 0`,
};

export async function countViolations(pool: pg.Pool): Promise<number> {
  let found = 0;
  for (const [sentence, query] of Object.entries(INVARIANTS)) {
    const { rowCount } = await pool.query(query);
    if (rowCount) process.stderr.write(`violated ${rowCount} times: ${sentence}\n`);
    found += rowCount ?? 0;
  }
  return found;
}
