import pLimit from 'p-limit';
import { sql } from 'kysely';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { makeCredential, type Credential } from '../provenance/credential.ts';
import { embedCredential } from '../provenance/embed.ts';
import { readManifest } from '../provenance/lookup.ts';
import { recordFiles } from '../provenance/record.ts';
import { statementOf } from '../provenance/statement.ts';
import { otherForm } from './picture.ts';
import type { MediaStore } from './store.ts';

export type FormFile = { readonly sha256: string; readonly mime: string; readonly bytes: number };
export type TakenForm = 'jpeg' | 'png';

/** Pictures encoded at once for people who wait for them, and how many may wait. */
const AT_ONCE = 2;
const WAITING_MAX = 24;
/** A form that cannot be made is given up after so many tries. */
const TRIES_MAX = 3;
const RETRY_MS = 300_000;
/** A browser gains nothing from a form that is hardly smaller. */
const WORTH = 0.9;

/** Forms of pictures for taking away, each with a content credential; made once, when first asked for. */
export type Forms = {
  /** Throws not_found when the creation has no picture, too_many_requests when many wait already. */
  taken(creationUuid: string, form: TakenForm): Promise<FormFile>;
};

export function makeForms(deps: Deps, store: MediaStore): Forms {
  const limit = pLimit(AT_ONCE);
  const underway = new Map<string, Promise<FormFile>>();
  let credential: Promise<Credential> | null = null;
  return {
    async taken(creationUuid, form) {
      const kept = await keptForm(deps, creationUuid, form);
      if (kept) return kept;
      const key = `${creationUuid}/${form}`;
      const running = underway.get(key);
      if (running) return running;
      if (limit.pendingCount >= WAITING_MAX) throw new ApiError('too_many_requests', { retryAfterSeconds: 10 });
      credential ??= makeCredential(deps.config);
      const own = credential;
      const making = limit(async () => makeTaken(deps, store, await own, creationUuid, form)).finally(() => underway.delete(key));
      underway.set(key, making);
      return making;
    },
  };
}

/** A form that was made before; null when there is none. */
export async function keptForm({ db }: Pick<Deps, 'db'>, creationUuid: string, form: TakenForm | 'avif'): Promise<FormFile | null> {
  const row = await db
    .selectFrom('media_form')
    .select(['sha256', 'mime', 'bytes'])
    .where('creation_id', '=', creationUuid)
    .where('form', '=', form)
    .where('sha256', 'is not', null)
    .executeTakeFirst();
  return row?.sha256 && row.mime ? { sha256: row.sha256, mime: row.mime, bytes: Number(row.bytes) } : null;
}

async function makeTaken(deps: Deps, store: MediaStore, credential: Credential, creationUuid: string, form: TakenForm): Promise<FormFile> {
  const source = await sourceOf(deps, creationUuid);
  if (!source) throw new ApiError('not_found');
  const picture = await otherForm(await store.readAll(source.sha256), form, source.trained);
  if (!picture) throw new ApiError('bad_media', { detail: `the picture of ${creationUuid} cannot be read` });
  const bytes =
    source.jws === null ? picture.bytes : await withCredential(deps, credential, form, picture.bytes, { ...source, jws: source.jws });
  const mime = `image/${form}`;
  await keep(deps, creationUuid, form, { sha256: await store.put(bytes, mime), mime, bytes: bytes.byteLength });
  // A twin on another replica may have been first: what is kept is what is sent.
  const kept = await keptForm(deps, creationUuid, form);
  if (!kept) throw new ApiError('not_found');
  return kept;
}

async function withCredential(
  deps: Deps,
  credential: Credential,
  form: TakenForm,
  bytes: Uint8Array,
  { jws, trained }: { readonly jws: string; readonly trained: boolean },
): Promise<Uint8Array> {
  const manifest = await readManifest(deps, jws);
  if (!manifest) return bytes;
  return embedCredential(credential, `image/${form}`, bytes, { jws, manifest, trained, publicUrl: deps.config.publicUrl });
}

type Source = { readonly sha256: string; readonly bytes: number; readonly trained: boolean; readonly jws: string | null };

async function sourceOf({ db }: Pick<Deps, 'db'>, creationUuid: string): Promise<Source | null> {
  const row = await db
    .selectFrom('creation')
    .innerJoin('media', (join) => join.onRef('media.creation_id', '=', 'creation.id').on('media.variant', '=', 'main'))
    .leftJoin('provenance', (join) =>
      join
        .onRef('provenance.creation_id', '=', 'creation.id')
        .onRef('provenance.sha256', '=', 'media.sha256')
        .on('provenance.variant', '=', 'main'),
    )
    .select(['media.sha256', 'media.bytes', 'trained', 'manifest'])
    .where('creation.id', '=', creationUuid)
    .where('kind', '=', 'image')
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row ? { sha256: row.sha256, bytes: Number(row.bytes), trained: row.trained, jws: row.manifest } : null;
}

/** Notes a form, signs where it comes from. A creation deleted meanwhile keeps nothing. */
async function keep(deps: Deps, creationUuid: string, form: TakenForm | 'avif', file: FormFile | null): Promise<void> {
  const row = { ...(file ?? { sha256: null, mime: null, bytes: null }), made_at: deps.now() };
  await deps.db.transaction().execute(async (trx) => {
    const creation = await trx
      .selectFrom('creation')
      .select('id')
      .where('id', '=', creationUuid)
      .where('deleted_at', 'is', null)
      .forShare()
      .executeTakeFirst();
    if (!creation) return;
    const kept = await trx
      .insertInto('media_form')
      .values({ creation_id: creationUuid, form, ...row })
      .onConflict((conflict) => conflict.columns(['creation_id', 'form']).doUpdateSet(row).where('media_form.made_at', 'is', null))
      .executeTakeFirst();
    const statement = file && (kept.numInsertedOrUpdatedRows ?? 0n) > 0n ? await statementOf(trx, creationUuid) : null;
    if (file && statement) await recordFiles(deps, trx, creationUuid, statement, [{ variant: form, ...file }]);
  });
}

/**
 * Makes the smaller forms that finished pictures still wait for, one at a time, at most `batch` of them.
 * Each replica claims its own. Returns how many were settled.
 */
export async function makeWaitingForms(deps: Deps, store: MediaStore, batch = 8): Promise<number> {
  for (let done = 0; done < batch; done++) {
    const creationUuid = await claimForm(deps);
    if (creationUuid === null) return done;
    await makeAvif(deps, store, creationUuid);
  }
  return batch;
}

async function claimForm({ db, now }: Deps): Promise<string | null> {
  const at = now();
  const { rows } = await sql<{ creation_id: string }>`
    update media_form set tries = tries + 1, retry_at = ${new Date(at.getTime() + RETRY_MS)}
    where (creation_id, form) in (
      select creation_id, form from media_form where made_at is null and retry_at <= ${at} and tries < ${TRIES_MAX}
      order by retry_at limit 1 for update skip locked)
    returning creation_id`.execute(db);
  return rows[0]?.creation_id ?? null;
}

async function makeAvif(deps: Deps, store: MediaStore, creationUuid: string): Promise<void> {
  const source = await sourceOf(deps, creationUuid);
  const picture = source && (await otherForm(await store.readAll(source.sha256), 'avif', source.trained));
  if (!source || !picture || picture.bytes.byteLength > source.bytes * WORTH) return keep(deps, creationUuid, 'avif', null);
  const file = { mime: picture.mime, bytes: picture.bytes.byteLength };
  return keep(deps, creationUuid, 'avif', { sha256: await store.put(picture.bytes, picture.mime), ...file });
}
