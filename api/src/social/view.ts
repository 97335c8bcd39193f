import { idFromUuid } from '@oto/schema/base/id';
import { VOTES_A_WEEK, type NoteSocial } from '@oto/schema/contract/social';
import type { Db, Trx } from '../deps.ts';
import { blockedBetween } from '../safety/blocked.ts';
import { countsOfNote } from './count.ts';
import type { Note } from './note.ts';
import { weekOf } from './week.ts';

/** What a viewer (uuid; null: a watcher) sees of what people made of a note, and what they may do. */
export async function noteSocial(db: Db | Trx, note: Note, viewer: string | null, now: Date): Promise<NoteSocial> {
  const week = weekOf(now);
  const counts = await countsOfNote(db, note.uuid, now);
  const id = idFromUuid(note.uuid);
  if (viewer === null) return { id, counts, liked: false, voted: false, votesLeft: null, mayComment: false };
  const mine = note.author === viewer;
  const liked = await db
    .selectFrom('note_like')
    .select('note_id')
    .where('note_id', '=', note.uuid)
    .where('member_id', '=', viewer)
    .executeTakeFirst();
  const votes = await votesOf(db, viewer, week);
  const votable = note.type === 'creation' && note.published && !mine;
  return {
    id,
    counts,
    liked: liked !== undefined,
    voted: votes.includes(note.uuid),
    votesLeft: votable ? Math.max(0, VOTES_A_WEEK - votes.length) : null,
    mayComment: !note.secret && (mine || !(await blockedBetween(db, viewer, note.author))),
  };
}

/** Creations (uuids) that a member has voted for in a week. */
export async function votesOf(db: Db | Trx, memberUuid: string, week: string): Promise<readonly string[]> {
  const rows = await db.selectFrom('vote').select('creation_id').where('member_id', '=', memberUuid).where('week', '=', week).execute();
  return rows.map(({ creation_id }) => creation_id);
}
