import type { z } from 'zod';
import { newId, uuidFromId } from '@oto/schema/base/id';
import type { Lang } from '@oto/schema/base/lang';
import type { FeedbackLine, FeedbackRequest } from '@oto/schema/contract/feedback';
import { readRequestId } from '@oto/schema/contract/request-id';
import { scrub, scrubText } from '@oto/schema/log/scrub';
import type { Deps } from '../deps.ts';
import { hasFlag } from '../flag/read-flags.ts';
import { ApiError } from '../http/api-error.ts';
import type { Caller } from '../http/env.ts';
import { holdMember } from '../identity/hold-member.ts';
import { trueType } from '../media/intake.ts';
import { inputPicture, tooManyPixels, type Picture } from '../media/picture.ts';
import type { MediaStore } from '../media/store.ts';
import type { FeedbackRow } from './view.ts';

const IDS_MAX = 20;
/** As the client writes them, at the end of a line: the path, then the id. */
const REQUEST_ID = /, ([\w-]{8,64})\)$/;

type Asked = z.output<typeof FeedbackRequest>;
type Deep = Pick<Deps, 'db' | 'now'>;

/**
 * Keeps what somebody says, once a key. Lines are scrubbed again, for no page is believed; a picture is made anew from
 * what it shows. Throws unsupported_media, bad_media, payload_too_large, not_signed_in.
 */
export async function takeFeedback(deps: Deep, store: MediaStore, caller: Caller | null, lang: Lang, asked: Asked): Promise<FeedbackRow> {
  const { db, now } = deps;
  const lines = asked.lines.map((line) => ({
    ...line,
    text: scrubText(line.text),
    code: scrubText(line.code),
    area: scrubText(line.area),
  }));
  const picture = asked.picture !== undefined && (await hasFlag(db, 'feedback_picture', caller)) ? await pictureOf(asked.picture) : null;
  const sha256 = picture && (await store.put(picture.bytes, picture.mime));
  return db.transaction().execute(async (trx) => {
    if (caller) await holdMember(trx, caller.memberId);
    const fresh = await trx
      .insertInto('feedback')
      .values({
        id: uuidFromId(newId()),
        key: asked.key,
        member_id: caller?.memberId ?? null,
        contact: caller ? null : (asked.contact?.toLowerCase() ?? null),
        lang,
        kind: asked.kind,
        words: asked.words,
        about: JSON.stringify(scrub(asked.about)),
        lines: JSON.stringify(lines),
        request_ids: requestIdsOf(lines),
        sha256,
        bytes: picture?.bytes.byteLength ?? null,
        created_at: now(),
      })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .returningAll()
      .executeTakeFirst();
    if (fresh) return fresh;
    const known = await trx
      .selectFrom('feedback')
      .selectAll()
      .where('key', '=', asked.key)
      .where('member_id', 'is not distinct from', caller?.memberId ?? null)
      .executeTakeFirst();
    if (!known) throw new ApiError('key_reused');
    return known;
  });
}

async function pictureOf(base64: string): Promise<Picture> {
  const sent = Buffer.from(base64, 'base64');
  const type = await trueType('image/jpeg', sent, ['image/jpeg']);
  if (!type.ok) throw new ApiError(type.code);
  if (await tooManyPixels(sent)) throw new ApiError('payload_too_large');
  const picture = await inputPicture(sent);
  if (!picture) throw new ApiError('bad_media');
  return picture;
}

/** The newest first. */
function requestIdsOf(lines: readonly FeedbackLine[]): string[] {
  const ids = lines.toReversed().flatMap(({ text }) => readRequestId(REQUEST_ID.exec(text)?.[1]) ?? []);
  return [...new Set(ids)].slice(0, IDS_MAX);
}
