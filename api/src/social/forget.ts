import { sql } from 'kysely';
import { idFromUuid } from '@oto/schema/base/id';
import type { Trx } from '../deps.ts';

/**
 * Takes a member (uuid) who leaves out of everything people do among themselves: likes, votes, comments with their
 * words, mentions, follows. Counts go down with them; answers to them stay. Before any event is recorded:
 * whoever counts a note may be waiting to tell its author.
 */
export async function forgetSocial(trx: Trx, member: string, at: Date): Promise<void> {
  await sql`
    select note_id from note_count where note_id in (
      select note_id from note_like where member_id = ${member}::uuid
      union select creation_id from vote where member_id = ${member}::uuid
      union select note_id from comment where author_id = ${member}::uuid) order by note_id for update`.execute(trx);
  await sql`
    with gone as (delete from note_like where member_id = ${member}::uuid returning note_id)
    update note_count n set likes = n.likes - 1, told = false from gone where gone.note_id = n.note_id`.execute(trx);
  await sql`
    with gone as (delete from vote where member_id = ${member}::uuid returning creation_id, week)
    update note_count n set votes = n.votes - 1, told = false from gone
    where gone.creation_id = n.note_id and gone.week = n.week and n.votes > 0`.execute(trx);
  await sql`
    with gone as (
      update comment set deleted_at = ${at}, deleted_reason = 'account' where author_id = ${member}::uuid and deleted_at is null
      returning note_id, hidden_at),
    fewer as (select note_id, count(*)::int as shown from gone where hidden_at is null group by note_id)
    update note_count n set comments = n.comments - fewer.shown, told = false from fewer where fewer.note_id = n.note_id`.execute(trx);
  await trx.updateTable('comment').set({ body: '', hidden_reason: null }).where('author_id', '=', member).execute();
  await sql`
    delete from comment_mention m using comment c
    where c.id = m.comment_id and (c.author_id = ${member}::uuid or m.member_id = ${member}::uuid)`.execute(trx);
  // News that names them, while open streams may still ask for it.
  await sql`
    delete from event where body ->> 'type' = 'notification' and body -> 'notification' -> 'actor' ->> 'id' = ${idFromUuid(member)}`.execute(
    trx,
  );
  await trx
    .deleteFrom('follow')
    .where((eb) => eb.or([eb('follower_id', '=', member), eb('member_id', '=', member)]))
    .execute();
}
