import { sql, type RawBuilder } from 'kysely';
import type { Db, Trx } from '../deps.ts';

/**
 * Whether a gift `g` has come to its end: its term, its note or one of the two people gone. A debt of its giver ends it
 * too: what they owe comes first.
 */
export function overNow(now: Date): RawBuilder<boolean> {
  return sql<boolean>`(g.expires_at <= ${now} or exists (
    select from creation c join member author on author.id = c.author_id join member giver on giver.id = g.member_id
    where c.id = g.creation_id and (c.deleted_at is not null or c.hidden_at is not null or c.visibility <> 'published'
      or author.deleted_at is not null or author.hidden_at is not null or giver.deleted_at is not null))
    or exists (select from ledger.account a where a.owner_id = g.member_id and a.kind = 'debt' and a.posted < 0))`;
}

export async function isOver(db: Db | Trx, gift: { readonly id: string }, now: Date): Promise<boolean> {
  const { rows } = await sql<{ over: boolean }>`select ${overNow(now)} as over from jar_gift g where g.id = ${gift.id}::uuid`.execute(db);
  return rows[0]?.over ?? true;
}
