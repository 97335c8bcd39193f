import { sql, type RawBuilder } from 'kysely';
import type { STATEMENT_ACCOUNTS } from '@oto/schema/contract/statement';

export type StatementAccount = (typeof STATEMENT_ACCOUNTS)[number];

/**
 * What changed one of a member's balances: group_id, kind, entry, amount, note, expires_at, at. The amounts sum to
 * what the wallet shows.
 */
function effects(memberUuid: string, account: StatementAccount): RawBuilder<unknown> {
  const posted = (kind: string, sign: 1 | -1 = 1) => sql`
    select group_id, kind, entry, ${sql.lit(sign)} * amount as amount, note, expires_at, at from ledger.posting
    where owner_id = ${memberUuid}::uuid and account = ${kind}`;
  switch (account) {
    case 'available':
      return sql`
        select group_id, kind, entry, amount, note, expires_at, at from ledger.posting
        where owner_id = ${memberUuid}::uuid and account in ('wallet_paid', 'wallet_promo') and hold_id is null
        union all
        select group_id, kind, entry, -held - paid, note, null, at from ledger.holding where owner_id = ${memberUuid}::uuid`;
    case 'held':
      return sql`
        select group_id, kind, entry, held as amount, note, null::timestamptz as expires_at, at from ledger.holding
        where owner_id = ${memberUuid}::uuid`;
    case 'paid':
      return posted('wallet_paid');
    case 'promo':
      return posted('wallet_promo');
    case 'earnings':
      return posted('earnings');
    case 'debt':
      return posted('debt', -1);
    default:
      return account satisfies never;
  }
}

/**
 * A member's lines: entry, at, kind, amount, note, expires_at, group_id, of_job. What one event did to a job's promo
 * and paid tokens reads as one line, under the last of its entries; anything else is a line of its own.
 */
export function lines(memberUuid: string, account: StatementAccount): RawBuilder<unknown> {
  return sql`
    select max(e.entry) as entry, max(e.at) as at, e.kind, sum(e.amount)::bigint as amount, max(e.note) as note,
      max(e.expires_at) as expires_at, e.group_id, j.id is not null as of_job
    from (${effects(memberUuid, account)}) e left join job j on j.id = e.group_id
    group by e.group_id, e.kind, j.id, case when j.id is null then e.entry end`;
}
