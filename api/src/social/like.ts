import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { holdMember } from '../identity/hold-member.ts';
import { requireActive } from '../safety/suspended.ts';
import { countNote } from './count.ts';
import { regroupLiked, tellLiked } from './liked-news.ts';
import { noteFor, type Note } from './note.ts';
import { requirePeace } from './peace.ts';

/**
 * A member (uuid) likes a note (id). Again: nothing changes. Throws not_found, own_work, blocked_here, suspended.
 */
export async function likeNote({ db, now }: Deps, id: string, member: string): Promise<Note> {
  return db.transaction().execute(async (trx) => {
    await holdMember(trx, member);
    await requireActive(trx, member);
    const note = await noteFor(trx, id, member);
    if (note.author === member) throw new ApiError('own_work');
    await requirePeace(trx, member, note.author);
    const at = now();
    const made = await trx
      .insertInto('note_like')
      .values({ note_id: note.uuid, note_type: note.type, member_id: member, created_at: at })
      .onConflict((on) => on.doNothing())
      .executeTakeFirst();
    if (made.numInsertedOrUpdatedRows !== 1n) return note;
    await countNote(trx, note.uuid, { likes: 1 });
    await tellLiked(trx, at, note, member);
    return note;
  });
}

/** Takes a like back, whatever stands between the two. Throws not_found. */
export async function unlikeNote({ db }: Deps, id: string, member: string): Promise<Note> {
  return db.transaction().execute(async (trx) => {
    const note = await noteFor(trx, id, member);
    const gone = await trx.deleteFrom('note_like').where('note_id', '=', note.uuid).where('member_id', '=', member).executeTakeFirst();
    if (gone.numDeletedRows === 0n) return note;
    await countNote(trx, note.uuid, { likes: -1 });
    await regroupLiked(trx, note);
    return note;
  });
}
