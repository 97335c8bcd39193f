import type { Trx } from '../deps.ts';

export type Delivery = {
  /** Uuids. */
  readonly jobId: string;
  readonly creationId: string;
  readonly step: number;
  readonly attempt: number;
  /** `step`: something on the way. `creation`: what the creation is. */
  readonly as: 'creation' | 'step';
};

/**
 * Makes what an attempt uploaded for a step durable, as the step's or the creation's own files. What
 * was kept as a step's may become the creation's. Repeating it changes nothing. False: no main file.
 */
export async function keepUploads(trx: Trx, { jobId, creationId, step, attempt, as }: Delivery): Promise<boolean> {
  const uploads = await trx
    .selectFrom('upload')
    .select(['variant', 'sha256', 'mime', 'bytes', 'width', 'height', 'duration_ms', 'peaks'])
    .where('job_id', '=', jobId)
    .where('step', '=', step)
    .where('attempt', '=', attempt)
    .execute();
  const before = await trx
    .selectFrom('step_media')
    .select(['variant', 'sha256', 'mime', 'bytes', 'width', 'height', 'duration_ms', 'peaks'])
    .where('creation_id', '=', creationId)
    .where('position', '=', step)
    .execute();
  const files = uploads.some((file) => file.variant === 'main') ? uploads : before;
  if (!files.some((file) => file.variant === 'main')) return as === 'creation' && (await hasMain(trx, creationId));
  if (as === 'step') {
    await trx
      .insertInto('step_media')
      .values(files.map((file) => ({ ...file, creation_id: creationId, position: step })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return true;
  }
  await trx
    .insertInto('media')
    .values(files.map((file) => ({ ...file, creation_id: creationId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  if (files.some((file) => file.variant === 'main' && file.mime === 'image/webp')) {
    // Its smaller form is made later, by a chore.
    await trx
      .insertInto('media_form')
      .values({ creation_id: creationId, form: 'avif', sha256: null, mime: null })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  await trx.deleteFrom('step_media').where('creation_id', '=', creationId).where('position', '=', step).execute();
  return true;
}

async function hasMain(trx: Trx, creationUuid: string): Promise<boolean> {
  const main = await trx
    .selectFrom('media')
    .select('sha256')
    .where('creation_id', '=', creationUuid)
    .where('variant', '=', 'main')
    .executeTakeFirst();
  return main !== undefined;
}
