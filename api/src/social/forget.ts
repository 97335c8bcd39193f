import { sql } from 'kysely';
import { idFromUuid } from '@oto/schema/base/id';
import type { Trx } from '../deps.ts';

/** What a note loses; `week`: of the newest vote, null without one. */
type Loss = { likes: number; comments: number; week: string | null };

/**
 * Takes a member (uuid) who leaves, and whose row is held, out of everything people do among themselves: likes, votes,
 * comments with their words, mentions, follows. Counts go down with them; answers to them stay. Before any event is
 * recorded: whoever counts a note may be waiting to tell its author.
 */
export async function forgetSocial(trx: Trx, member: string, at: Date): Promise<void> {
  await countDown(trx, await takeBack(trx, member, at));
  await trx.updateTable('comment').set({ body: '', hidden_reason: null }).where('author_id', '=', member).execute();
  await trx.deleteFrom('comment_mention').where('member_id', '=', member).execute();
  await sql`delete from comment_mention m using comment c where c.id = m.comment_id and c.author_id = ${member}::uuid`.execute(trx);
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

/** Rows before their counts, as everybody does. */
async function takeBack(trx: Trx, member: string, at: Date): Promise<ReadonlyMap<string, Loss>> {
  const losses = new Map<string, Loss>();
  const lossOf = (note: string): Loss => {
    const loss = losses.get(note) ?? { likes: 0, comments: 0, week: null };
    losses.set(note, loss);
    return loss;
  };
  const likes = await trx.deleteFrom('note_like').where('member_id', '=', member).returning('note_id').execute();
  for (const { note_id } of likes) lossOf(note_id).likes += 1;
  const { rows: votes } = await sql<{ creation_id: string; week: string }>`
    delete from vote where member_id = ${member}::uuid returning creation_id, week::text`.execute(trx);
  for (const { creation_id, week } of votes) {
    const loss = lossOf(creation_id);
    if (loss.week === null || loss.week < week) loss.week = week;
  }
  const comments = await trx
    .updateTable('comment')
    .set({ deleted_at: at, deleted_reason: 'account' })
    .where('author_id', '=', member)
    .where('deleted_at', 'is', null)
    .returning(['note_id', 'hidden_at'])
    .execute();
  for (const { note_id, hidden_at } of comments) if (hidden_at === null) lossOf(note_id).comments += 1;
  return losses;
}

/** In one order, so that two who leave at once do not cross. A vote of a week that is over is counted no more. */
async function countDown(trx: Trx, losses: ReadonlyMap<string, Loss>): Promise<void> {
  if (losses.size === 0) return;
  const notes = [...losses.keys()];
  const all = [...losses.values()];
  await sql`select from note_count where note_id = any(${notes}::uuid[]) order by note_id for update`.execute(trx);
  await sql`
    update note_count n set told = false, likes = n.likes - d.likes, comments = n.comments - d.comments,
      votes = n.votes - case when n.week = d.week and n.votes > 0 then 1 else 0 end
    from unnest(${notes}::uuid[], ${all.map(({ likes }) => likes)}::int[], ${all.map(({ comments }) => comments)}::int[],
      ${all.map(({ week }) => week)}::date[]) d(note_id, likes, comments, week)
    where d.note_id = n.note_id`.execute(trx);
}
