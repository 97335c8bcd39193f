import { createHash } from 'node:crypto';
import { idFromUuid, newId, uuidFromId } from '@oto/schema/base/id';
import type { Lang } from '@oto/schema/base/lang';
import { REASONS, type Refusal } from '@oto/schema/contract/moderation';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { moderate } from './built-in-rules.ts';

/** Words of a member (uuid), each under the path it has in the request. Every text is judged for itself. */
export type Wish = { readonly member: string; readonly lang: Lang; readonly words: Readonly<Record<string, string | undefined>> };
export type Refused = { readonly path: string; readonly refusal: Refusal };

/**
 * Why these words cannot be used here, written down under a number to appeal by; null when they can.
 * Ask before the transaction that uses them: the refusal stays when that one does not.
 */
export async function judgeWish(deps: Deps, { member, lang, words }: Wish): Promise<Refused | null> {
  for (const [path, text] of Object.entries(words)) {
    const broken = text === undefined ? null : moderate(text);
    if (text === undefined || !broken) continue;
    const id = uuidFromId(newId());
    await deps.db
      .insertInto('refusal')
      .values({
        id,
        member_id: member,
        prompt: text,
        words_sha256: createHash('sha256').update(text).digest('hex'),
        reason: broken.reason,
        passage: broken.passage,
        created_at: deps.now(),
      })
      .execute();
    return { path, refusal: { id: idFromUuid(id), reason: broken.reason, advice: REASONS[broken.reason][lang], passage: broken.passage } };
  }
  return null;
}

/** Throws prompt_refused, with the refusal, unless the words can be used here. */
export async function requireFit(deps: Deps, wish: Wish): Promise<void> {
  const refused = await judgeWish(deps, wish);
  if (!refused) return;
  const { path, refusal } = refused;
  throw new ApiError('prompt_refused', { detail: refusal.reason, refusal, fields: [{ path, message: refusal.passage }] });
}
