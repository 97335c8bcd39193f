import { sql } from 'kysely';
import { newId, uuidFromId } from '@oto/schema/base/id';
import { err, ok, type Result } from '@oto/schema/base/result';
import type { Role } from '@oto/schema/job/chain';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { holdMember } from '../identity/hold-member.ts';
import { IMAGES, trueType } from '../media/intake.ts';
import { inputPicture, tooManyPixels } from '../media/picture.ts';
import { requireRoom } from '../media/quota.ts';
import type { MediaStore } from '../media/store.ts';
import { canonicalWav } from '../media/wav.ts';
import type { InputRow } from './view.ts';

const VOICE_MAX_MS = 300_000;

type Prepared = {
  readonly role: Role;
  readonly bytes: Uint8Array;
  readonly mime: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly durationMs: number | null;
  readonly peaks: readonly number[] | null;
};

/**
 * Keeps a person's file for a generation: made anew from what it shows or says. The same bytes again are
 * the same input, for another day. Throws unsupported_media, bad_media, payload_too_large, storage_full.
 */
export async function takeInput(deps: Deps, store: MediaStore, memberUuid: string, declared: string, sent: Uint8Array): Promise<InputRow> {
  const prepared = await prepare(declared, sent);
  if (!prepared.ok) throw new ApiError(prepared.code, prepared.detail === undefined ? {} : { detail: prepared.detail });
  const { bytes, role, mime, width, height, durationMs, peaks } = prepared.value;
  await requireRoom(deps.db, deps.config, memberUuid);
  const sha256 = await store.put(bytes, mime);
  return deps.db.transaction().execute(async (trx) => {
    await holdMember(trx, memberUuid);
    // One at a time per person, so that the quota is exact.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`input:${memberUuid}`}, 0))`.execute(trx);
    const again = await trx
      .updateTable('input_file')
      .set({ created_at: deps.now() })
      .where('owner_id', '=', memberUuid)
      .where('sha256', '=', sha256)
      .returningAll()
      .executeTakeFirst();
    if (again) return again;
    await requireRoom(trx, deps.config, memberUuid, bytes.byteLength);
    return trx
      .insertInto('input_file')
      .values({
        id: uuidFromId(newId()),
        owner_id: memberUuid,
        role,
        sha256,
        mime,
        bytes: bytes.byteLength,
        width,
        height,
        duration_ms: durationMs,
        peaks: peaks === null ? null : [...peaks],
        created_at: deps.now(),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}

async function prepare(
  declared: string,
  sent: Uint8Array,
): Promise<Result<Prepared, 'unsupported_media' | 'bad_media' | 'payload_too_large'>> {
  const type = await trueType(declared, sent, [...IMAGES, 'audio/wav']);
  if (!type.ok) return type;
  if (type.value === 'audio/wav') {
    const wav = canonicalWav(sent);
    if (!wav) return err('bad_media', 'no PCM');
    if (wav.durationMs > VOICE_MAX_MS) return err('payload_too_large', `${wav.durationMs} ms`);
    return ok({ role: 'audio', mime: 'audio/wav', width: null, height: null, ...wav });
  }
  if (await tooManyPixels(sent)) return err('payload_too_large', 'too many pixels');
  const picture = await inputPicture(sent);
  return picture ? ok({ role: 'image', durationMs: null, peaks: null, ...picture }) : err('bad_media', 'cannot be decoded');
}
