import { sql } from 'kysely';
import { idFromUuid } from '@oto/schema/base/id';
import { MENTIONS_MAX, type Person } from '@oto/schema/contract/social';
import type { Db, Trx } from '../deps.ts';

const MENTION = /(?<![\p{L}\p{N}_@/.-])@([a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?)(?![\p{L}\p{N}_@])/giu;

/** Handles named in a text, each once, in their order; MENTIONS_MAX at most. */
export function handlesIn(text: string): readonly string[] {
  const handles = new Set<string>();
  for (const [, handle = ''] of text.matchAll(MENTION)) handles.add(handle.toLowerCase());
  return [...handles].slice(0, MENTIONS_MAX);
}

/** Writes down whom a comment (uuid) names; answers those (uuids) it had not named before. */
export async function keepMentions(trx: Trx, comment: string, body: string, author: string): Promise<readonly string[]> {
  const named = await membersIn(trx, body, author);
  const before = await trx.deleteFrom('comment_mention').where('comment_id', '=', comment).returning('member_id').execute();
  if (named.length > 0) {
    await trx
      .insertInto('comment_mention')
      .values(named.map((member_id) => ({ comment_id: comment, member_id })))
      .execute();
  }
  return named.filter((member) => !before.some(({ member_id }) => member_id === member));
}

/** Members (uuids) named in a text, other than its author, who are there and whom nothing separates from its author. */
async function membersIn(trx: Trx, text: string, author: string): Promise<readonly string[]> {
  const handles = handlesIn(text);
  if (handles.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select m.id from member m
    where m.handle = any(${handles}::text[]) and m.id <> ${author}::uuid and m.deleted_at is null and m.hidden_at is null
      and not exists (select from block b where (b.member_id, b.blocked_id) in ((${author}::uuid, m.id), (m.id, ${author}::uuid)))`.execute(
    trx,
  );
  return rows.map(({ id }) => id);
}

/** Who is mentioned in each of these comments (uuids), as far as they are still there. */
export async function mentionsOf(db: Db | Trx, comments: readonly string[]): Promise<ReadonlyMap<string, readonly Person[]>> {
  if (comments.length === 0) return new Map();
  const rows = await db
    .selectFrom('comment_mention')
    .innerJoin('member', 'member.id', 'comment_mention.member_id')
    .select(['comment_id', 'member.id', 'member.name', 'member.handle'])
    .where('comment_id', 'in', comments)
    .where('member.deleted_at', 'is', null)
    .where('member.hidden_at', 'is', null)
    .orderBy('member.handle')
    .execute();
  const people = new Map<string, Person[]>();
  for (const { comment_id, id, name, handle } of rows) {
    people.set(comment_id, [...(people.get(comment_id) ?? []), { id: idFromUuid(id), name, handle }]);
  }
  return people;
}
