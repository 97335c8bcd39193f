import { sql } from 'kysely';
import { idFromUuid } from '@oto/schema/base/id';
import type { Statement, StatementEntry } from '@oto/schema/contract/statement';
import type { Db } from '../deps.ts';
import type { Period } from './period.ts';
import { lines, type StatementAccount } from './statement-lines.ts';

export const STATEMENT_PAGE = 100;

export type StatementOf = {
  readonly member: string;
  readonly account: StatementAccount;
  readonly kind: StatementEntry['kind'] | null;
  readonly period: Period;
  /** The last entry seen; null from the newest on. */
  readonly before: string | null;
};

/** A page of a member's statement, newest first. Balances are the account's own, whatever is filtered away. */
export async function statementOf(db: Db, of: StatementOf): Promise<Statement> {
  const rows = await linesOf(db, of, STATEMENT_PAGE + 1);
  const entries = rows.slice(0, STATEMENT_PAGE);
  const [newest, oldest] = [entries[0], entries.at(-1)];
  const more = rows.length > STATEMENT_PAGE;
  if (newest && oldest) return { entries, opening: oldest.balance - oldest.amount, closing: newest.balance, more };
  const balance = await balanceAt(db, of);
  return { entries, opening: balance, closing: balance, more };
}

type Line = {
  readonly entry: string;
  readonly at: Date;
  readonly kind: StatementEntry['kind'];
  readonly amount: string;
  readonly balance: string;
  readonly note: string;
  readonly expires_at: Date | null;
  readonly job: string | null;
  readonly creation: string | null;
  readonly title: string;
  readonly creation_kind: 'text' | 'image' | 'video' | 'voice';
  readonly purchase: string | null;
};

/** Newest first; all of them when `most` is null. A creation is named while its author is the member, or it is on the board. */
export async function linesOf(
  db: Db,
  { member, account, kind, period, before }: StatementOf,
  most: number | null,
): Promise<StatementEntry[]> {
  const { rows } = await sql<Line>`
    with line as (${lines(member, account)}),
    balanced as (select *, sum(amount) over (order by entry)::bigint as balance from line),
    shown as (
      select * from balanced
      where (${before}::bigint is null or entry < ${before}::bigint) and (${kind}::text is null or kind = ${kind})
        and (${period.from}::timestamptz is null or at >= ${period.from}) and (${period.until}::timestamptz is null or at < ${period.until})
      order by entry desc limit ${most})
    select s.entry, s.at, s.kind, s.amount, s.balance, s.note, s.expires_at, c.id as creation, c.title, c.kind as creation_kind,
      case when j.author_id = ${member}::uuid then j.id end as job, coalesce(p.id, r.purchase_id) as purchase
    from shown s
    left join job j on j.id = s.group_id
    left join creation c on c.id = j.creation_id and c.state = 'done' and c.deleted_at is null and c.hidden_at is null
      and (c.author_id = ${member}::uuid or c.visibility = 'published')
    left join purchase p on p.id = s.group_id
    left join refund r on r.id = s.group_id
    order by s.entry desc`.execute(db);
  return rows.map((row) => ({
    entry: row.entry,
    at: row.at.toISOString(),
    kind: row.kind,
    amount: Number(row.amount),
    balance: Number(row.balance),
    note: row.note,
    job: row.job === null ? null : idFromUuid(row.job),
    creation: row.creation === null ? null : { id: idFromUuid(row.creation), title: row.title, kind: row.creation_kind },
    purchase: row.purchase === null ? null : idFromUuid(row.purchase),
    expiresAt: row.expires_at?.toISOString() ?? null,
  }));
}

/** The balance when the period ended, or before the entry. */
async function balanceAt(db: Db, { member, account, period, before }: StatementOf): Promise<number> {
  const { rows } = await sql<{ balance: string }>`
    select coalesce(sum(amount), 0) as balance from (${lines(member, account)}) line
    where (${before}::bigint is null or entry < ${before}::bigint)
      and (${period.until}::timestamptz is null or at < ${period.until})`.execute(db);
  return Number(rows[0]?.balance ?? 0);
}
