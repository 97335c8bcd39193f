import type { Trx } from '../deps.ts';
import { notify, retell } from '../notification/notify.ts';
import { noteColumns } from './note-columns.ts';
import type { Note } from './note.ts';

/**
 * Tells a note's author that somebody (uuid) likes it. Likes since they last read of it are one line: the newest
 * name, and how many others. Who takes a like back and gives it again is not told of again.
 */
export async function tellLiked(trx: Trx, now: Date, note: Note, liker: string): Promise<void> {
  const told = await trx
    .selectFrom('notification')
    .select('id')
    .where('member_id', '=', note.author)
    .where('about', '=', 'liked')
    .where(note.type === 'agent' ? 'agent_id' : 'creation_id', '=', note.uuid)
    .where((eb) => eb.or([eb('read_at', 'is', null), eb('actor_id', '=', liker)]))
    .limit(1)
    .executeTakeFirst();
  if (!told) {
    await notify(trx, now, { member_id: note.author, about: 'liked', actor_id: liker, ...noteColumns(note) });
    return;
  }
  const id = await regroupLiked(trx, note);
  if (id !== null) await retell(trx, now, id);
}

/** Writes the line that its author has not read yet as the likes stand now; its id, or null without one. */
export async function regroupLiked(trx: Trx, note: Note): Promise<string | null> {
  const line = await trx
    .selectFrom('notification')
    .select(['id', 'created_at'])
    .where('member_id', '=', note.author)
    .where('about', '=', 'liked')
    .where(note.type === 'agent' ? 'agent_id' : 'creation_id', '=', note.uuid)
    .where('read_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
  if (!line) return null;
  const since = trx.selectFrom('note_like').where('note_id', '=', note.uuid).where('created_at', '>=', line.created_at);
  const newest = await since.select('member_id').orderBy('created_at', 'desc').orderBy('member_id').limit(1).executeTakeFirst();
  if (!newest) return line.id;
  const { likes } = await since.select((eb) => eb.fn.countAll<string>().as('likes')).executeTakeFirstOrThrow();
  await trx
    .updateTable('notification')
    .set({ actor_id: newest.member_id, more: Number(likes) - 1 })
    .where('id', '=', line.id)
    .execute();
  return line.id;
}
