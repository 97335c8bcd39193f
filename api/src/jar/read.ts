import { sql } from 'kysely';
import { idFromUuid } from '@oto/schema/base/id';
import type { Jar } from '@oto/schema/contract/jar';
import { isVisibleTo } from '../creation/visible.ts';
import type { Db } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { blockedBetween } from '../safety/blocked.ts';

/** Gifts told one by one, oldest first: the order in which they are spent. `tokens` counts all of them. */
const SHOWN = 50;

/** The jar of a creation (uuid) that a viewer (uuid; null: not signed in) may see. Throws not_found. */
export async function jarOf(db: Db, creationUuid: string, viewer: string | null): Promise<Jar> {
  const creation = await db
    .selectFrom('creation')
    .innerJoin('member as author', 'author.id', 'creation.author_id')
    .select(['author_id', 'state', 'visibility', 'creation.hidden_at', 'creation.deleted_at'])
    .select(['author.hidden_at as author_hidden', 'author.deleted_at as author_gone'])
    .where('creation.id', '=', creationUuid)
    .executeTakeFirst();
  const isShown = creation?.author_hidden === null || creation?.author_id === viewer;
  if (!creation || !isShown || !isVisibleTo(creation, viewer)) throw new ApiError('not_found');
  const { rows } = await sql<{
    id: string;
    member: string;
    name: string;
    handle: string;
    giver_hidden: boolean;
    tokens: string;
    left: string;
    created_at: Date;
    expires_at: Date;
    sum: string;
  }>`
    select g.id, m.id as member, m.name, m.handle, m.hidden_at is not null as giver_hidden, g.tokens, g.left, g.created_at, g.expires_at,
      sum(g.left) over () as sum
    from (select *, tokens - spent - (select coalesce(sum(held), 0) from jar_spend where gift_id = jar_gift.id and spent is null) as left
      from jar_gift where creation_id = ${creationUuid}::uuid and state in ('open', 'spending')) g
    join member m on m.id = g.member_id and m.deleted_at is null
    order by g.id limit ${SHOWN}`.execute(db);
  const mine = creation.author_id === viewer;
  return {
    creation: idFromUuid(creationUuid),
    tokens: Number(rows[0]?.sum ?? 0),
    gifts: rows.map((row) => ({
      id: idFromUuid(row.id),
      giver: row.giver_hidden ? null : { id: idFromUuid(row.member), name: row.name, handle: row.handle },
      tokens: Number(row.tokens),
      left: Number(row.left),
      createdAt: row.created_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
      mine: row.member === viewer,
    })),
    mine,
    mayGive:
      viewer !== null &&
      !mine &&
      creation.visibility === 'published' &&
      creation.author_gone === null &&
      creation.author_hidden === null &&
      !(await blockedBetween(db, viewer, creation.author_id)),
  };
}

/** Tokens that a jar would pay of a run now: of gifts that stand and whose givers owe nothing. */
export async function jarTokens(db: Db, creationUuid: string, now: Date): Promise<number> {
  const { rows } = await sql<{ tokens: string }>`
    select coalesce(sum(h.amount), 0) as tokens from jar_gift g join ledger.hold h on h.group_id = g.id and h.state = 'open'
    where g.creation_id = ${creationUuid}::uuid and g.state = 'open' and g.expires_at > ${now}
      and not exists (select from ledger.account a where a.owner_id = g.member_id and a.kind = 'debt' and a.posted < 0)`.execute(db);
  return Number(rows[0]?.tokens ?? 0);
}
