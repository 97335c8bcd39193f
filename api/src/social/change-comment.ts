import { idFromUuid, uuidFromId } from '@oto/schema/base/id';
import type { Lang } from '@oto/schema/base/lang';
import { COMMENT_EDIT_MINUTES } from '@oto/schema/contract/social';
import type { Db, Deps, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import type { Caller } from '../http/env.ts';
import { holdMember } from '../identity/hold-member.ts';
import { requireFit } from '../moderation/judge.ts';
import { audit } from '../operator/audit.ts';
import { requireActive } from '../safety/suspended.ts';
import { tellMentioned } from './comment-news.ts';
import { countNote } from './count.ts';
import { keepMentions } from './mention.ts';
import { noteFor, type Note } from './note.ts';
import { requirePeace } from './peace.ts';

/**
 * Corrects one's own comment (id) within COMMENT_EDIT_MINUTES; whom it names newly is told. Throws not_found,
 * forbidden for another's or a hidden one, too_late_to_edit, prompt_refused, blocked_here, suspended.
 */
export async function editComment(deps: Deps, id: string, member: string, body: string, lang: Lang): Promise<void> {
  await requireEditable(deps, deps.db, id, member);
  await requireFit(deps, { member, lang, words: { body } });
  await deps.db.transaction().execute(async (trx) => {
    await holdMember(trx, member);
    await requireActive(trx, member);
    const { comment, note } = await requireEditable(deps, trx, id, member);
    await requirePeace(trx, member, note.author);
    const at = deps.now();
    await trx.updateTable('comment').set({ body, lang, edited_at: at }).where('id', '=', comment.id).execute();
    const mentioned = await keepMentions(trx, comment.id, body, member);
    await tellMentioned(trx, at, { note, comment: comment.id, author: member, mentioned });
  });
}

async function requireEditable({ now }: Deps, db: Db | Trx, id: string, member: string) {
  const found = await standing(db, id, member);
  if (found.comment.author_id !== member || found.comment.hidden_at !== null) throw new ApiError('forbidden');
  if (now().getTime() - found.comment.created_at.getTime() > COMMENT_EDIT_MINUTES * 60_000) throw new ApiError('too_late_to_edit');
  return found;
}

/**
 * Takes a comment (id) off: its author, the note's author, or an operator. Answers stay. What it said is kept for a
 * while, should it have been reported: see pruneComments. Throws not_found, forbidden for anybody else.
 */
export async function deleteComment({ db, now }: Deps, id: string, { memberId, role }: Caller): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { comment, note } = await standing(trx, id, memberId, role === 'operator');
    const by = comment.author_id === memberId ? 'author' : note.author === memberId ? 'note' : role === 'operator' ? 'operator' : null;
    if (by === null) throw new ApiError('forbidden');
    await trx.updateTable('comment').set({ deleted_at: now(), deleted_reason: by }).where('id', '=', comment.id).execute();
    if (comment.hidden_at === null) await countNote(trx, note.uuid, { comments: -1 });
    if (by === 'operator') await audit(trx, memberId, 'comment.delete', idFromUuid(comment.id), {});
  });
}

type Standing = {
  readonly comment: { readonly id: string; readonly author_id: string; readonly created_at: Date; readonly hidden_at: Date | null };
  readonly note: Note;
};

/** A comment that was not taken off, under a note that is there for the member; hidden ones for `all` and their author. */
async function standing(db: Db | Trx, id: string, member: string, all = false): Promise<Standing> {
  let wanted = db
    .selectFrom('comment')
    .select(['id', 'author_id', 'note_id', 'created_at', 'hidden_at'])
    .where('id', '=', uuidFromId(id))
    .where('deleted_at', 'is', null);
  if (db.isTransaction) wanted = wanted.forNoKeyUpdate();
  const comment = await wanted.executeTakeFirst();
  if (!comment || (comment.hidden_at !== null && !all && comment.author_id !== member)) throw new ApiError('not_found');
  return { comment, note: await noteFor(db, idFromUuid(comment.note_id), member) };
}
