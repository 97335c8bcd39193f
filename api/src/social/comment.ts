import { createHash } from 'node:crypto';
import { canonicalJson } from '@oto/schema/base/canonical-json';
import { newId, uuidFromId } from '@oto/schema/base/id';
import type { Lang } from '@oto/schema/base/lang';
import type { Db, Deps, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { holdMember } from '../identity/hold-member.ts';
import { requireFit } from '../moderation/judge.ts';
import { requireActive } from '../safety/suspended.ts';
import { tellComment } from './comment-news.ts';
import { countNote } from './count.ts';
import { keepMentions } from './mention.ts';
import { noteFor } from './note.ts';
import { requirePeace } from './peace.ts';

/** Ids are the 22-character form; `member` is a uuid. */
export type Words = {
  readonly note: string;
  readonly member: string;
  readonly lang: Lang;
  readonly key: string;
  readonly body: string;
  /** Any comment of the thread that is answered; null for a first one. */
  readonly thread: string | null;
};

/** The comment that the same request has made before (uuid), if it has. Throws key_reused for another's key. */
export async function sameComment(db: Db | Trx, words: Words): Promise<string | null> {
  const row = await db
    .selectFrom('comment')
    .select(['id', 'request_hash'])
    .where('author_id', '=', words.member)
    .where('key', '=', words.key)
    .executeTakeFirst();
  if (row && row.request_hash !== hashOf(words)) throw new ApiError('key_reused');
  return row?.id ?? null;
}

/**
 * Writes a comment; its uuid. Those it is for are told. The same request makes one. Throws not_found, forbidden for
 * what stands open to nobody, prompt_refused, blocked_here, suspended.
 */
export async function writeComment(deps: Deps, words: Words): Promise<string> {
  const { member, lang, body, key } = words;
  await noteFor(deps.db, words.note, member);
  await requireFit(deps, { member, lang, words: { body } });
  return deps.db.transaction().execute(async (trx) => {
    await holdMember(trx, member);
    await requireActive(trx, member);
    const note = await noteFor(trx, words.note, member);
    if (note.secret) throw new ApiError('forbidden');
    await requirePeace(trx, member, note.author);
    const answered = words.thread === null ? null : await answerable(trx, uuidFromId(words.thread), note.uuid);
    if (answered) await requirePeace(trx, member, answered.author_id);
    const thread = answered && (answered.thread_id ?? answered.id);
    const at = deps.now();
    const id = uuidFromId(newId());
    const row = { id, note_id: note.uuid, note_type: note.type, thread_id: thread, author_id: member, body, lang, key };
    const made = await trx
      .insertInto('comment')
      .values({ ...row, request_hash: hashOf(words), created_at: at })
      .onConflict((on) => on.columns(['author_id', 'key']).doNothing())
      .executeTakeFirst();
    if (made.numInsertedOrUpdatedRows !== 1n) return (await sameComment(trx, words)) ?? id;
    await countNote(trx, note.uuid, { comments: 1 });
    const mentioned = await keepMentions(trx, id, body, member);
    await tellComment(trx, at, { note, comment: id, author: member, thread, answered: answered?.author_id ?? null, mentioned });
    return id;
  });
}

/** A comment of the note whose words still stand. Throws not_found. */
async function answerable(trx: Trx, uuid: string, noteUuid: string) {
  const row = await trx
    .selectFrom('comment')
    .select(['id', 'thread_id', 'author_id'])
    .where('id', '=', uuid)
    .where('note_id', '=', noteUuid)
    .where('deleted_at', 'is', null)
    .where('hidden_at', 'is', null)
    .executeTakeFirst();
  if (!row) throw new ApiError('not_found');
  return row;
}

function hashOf({ note, body, thread }: Words): string {
  return createHash('sha256').update(canonicalJson({ note, body, thread })).digest('hex');
}
