import type { Trx } from '../deps.ts';
import { notify } from '../notification/notify.ts';
import { blockedBetween } from '../safety/blocked.ts';
import { noteColumns } from './note-columns.ts';
import type { Note } from './note.ts';

/** Members are uuids. `thread`: the first comment of it; `answered`: whose words were answered; null for a first comment. */
type Told = {
  readonly note: Note;
  readonly comment: string;
  readonly author: string;
  readonly thread: string | null;
  readonly answered: string | null;
  readonly mentioned: readonly string[];
};

/**
 * Tells of a comment: whom it answers, who began its thread, whom it names, and the note's author; each once, of what
 * is closest to them. Late in the transaction.
 */
export async function tellComment(trx: Trx, now: Date, told: Told): Promise<void> {
  const { note, comment, author, thread, answered, mentioned } = told;
  const about = new Map<string, 'answered' | 'mentioned' | 'commented'>([[note.author, 'commented']]);
  for (const member of mentioned) about.set(member, 'mentioned');
  if (thread !== null) about.set(await beginnerOf(trx, thread), 'answered');
  if (answered !== null) about.set(answered, 'answered');
  about.delete(author);
  for (const [member, what] of inOrder(about)) {
    if (await blockedBetween(trx, member, author)) continue;
    await notify(trx, now, { member_id: member, about: what, actor_id: author, comment_id: comment, ...noteColumns(note) });
  }
}

/** Tells those whom a corrected comment names newly, and who never heard of it. */
export async function tellMentioned(trx: Trx, now: Date, told: Pick<Told, 'note' | 'comment' | 'author' | 'mentioned'>): Promise<void> {
  const { note, comment, author, mentioned } = told;
  const heard = await trx.selectFrom('notification').select('member_id').where('comment_id', '=', comment).execute();
  for (const member of mentioned.toSorted()) {
    if (heard.some(({ member_id }) => member_id === member)) continue;
    await notify(trx, now, { member_id: member, about: 'mentioned', actor_id: author, comment_id: comment, ...noteColumns(note) });
  }
}

/** As their events must be recorded: see recordEvent. */
function inOrder<T>(about: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return [...about].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

async function beginnerOf(trx: Trx, thread: string): Promise<string> {
  const first = await trx.selectFrom('comment').select('author_id').where('id', '=', thread).executeTakeFirstOrThrow();
  return first.author_id;
}
