import { ApiError } from '../http/api-error.ts';
import type { Deps } from '../deps.ts';
import { intake } from '../media/intake.ts';
import { sha256Hex, type MediaStore } from '../media/store.ts';
import type { JobPass } from './credential.ts';
import { lockRunning } from './lease.ts';
import { liveEngines } from './live-engines.ts';

export type Upload = { readonly step: number; readonly variant: 'main' | 'poster'; readonly mime: string; readonly bytes: Uint8Array };
export type Uploaded = { readonly sha256: string; readonly bytes: number };

/**
 * Takes a file of one step: judged by its own bytes, stored, and kept aside until the job finishes.
 * The same bytes again give the same answer. Throws bad_media, unsupported_media, stale_attempt.
 */
export async function takeUpload(deps: Deps, store: MediaStore, pass: JobPass, upload: Upload): Promise<Uploaded> {
  const sent = sha256Hex(upload.bytes);
  const before = await deps.db
    .selectFrom('upload')
    .select(['sha256', 'bytes', 'sent_sha256', 'attempt'])
    .where('job_id', '=', pass.jobUuid)
    .where('step', '=', upload.step)
    .where('variant', '=', upload.variant)
    .executeTakeFirst();
  if (before?.sent_sha256 === sent && before.attempt === pass.attempt) return { sha256: before.sha256, bytes: Number(before.bytes) };

  const steps = await deps.db
    .selectFrom('job_step')
    .innerJoin('agent_version', 'agent_version.id', 'job_step.agent_version_id')
    .select(['position', 'kind', 'engine'])
    .where('job_id', '=', pass.jobUuid)
    .where('position', '<=', upload.step)
    .execute();
  const step = steps.find((one) => one.position === upload.step);
  if (!step) throw new ApiError('not_found', { detail: `the job has no step ${upload.step}` });
  const engines = await liveEngines(deps.db, deps.now());
  // The mark must never say too little: a trained step on the way counts, and so does an engine nobody knows any more.
  const trained = steps.some(({ engine }) => engines.get(engine)?.trained ?? true);
  const taken = await intake(step.kind, upload.variant, upload.mime, upload.bytes, trained);
  if (!taken.ok) throw new ApiError(taken.code, taken.detail === undefined ? {} : { detail: taken.detail });

  const files = await Promise.all(taken.value.map(async (medium) => ({ medium, sha256: await store.put(medium.bytes, medium.mime) })));
  await deps.db.transaction().execute(async (trx) => {
    await lockRunning(trx, pass);
    for (const { medium, sha256 } of files) {
      const row = {
        attempt: pass.attempt,
        sha256,
        sent_sha256: sent,
        mime: medium.mime,
        bytes: medium.bytes.byteLength,
        width: medium.width,
        height: medium.height,
        duration_ms: medium.durationMs,
        peaks: medium.peaks === null ? null : [...medium.peaks],
      };
      await trx
        .insertInto('upload')
        .values({ job_id: pass.jobUuid, step: upload.step, variant: medium.variant, ...row })
        .onConflict((conflict) => conflict.columns(['job_id', 'step', 'variant']).doUpdateSet(row))
        .execute();
    }
  });
  const own = files.find(({ medium }) => medium.variant === upload.variant);
  if (!own) throw new Error('an intake keeps the variant it was given');
  return { sha256: own.sha256, bytes: own.medium.bytes.byteLength };
}
