import { titleOf } from '../creation/title.ts';
import type { Trx } from '../deps.ts';
import { notify } from './notify.ts';

/**
 * Tells the author how the job ended: done, failed, or partly (failed, with what was kept). A job that goes on
 * or that was cancelled is nothing to tell. In the transaction that ends it, after its other events.
 */
export async function notifyOfJob(trx: Trx, now: Date, jobUuid: string): Promise<void> {
  const job = await trx
    .selectFrom('job')
    .innerJoin('creation', 'creation.id', 'job.creation_id')
    .select(['job.author_id', 'job.creation_id', 'job.kind', 'job.state', 'job.kept', 'job.error_code'])
    .select(['creation.title', 'creation.prompt'])
    .where('job.id', '=', jobUuid)
    .executeTakeFirstOrThrow();
  if (job.state !== 'succeeded' && job.state !== 'failed') return;
  await notify(trx, now, {
    member_id: job.author_id,
    about: job.state === 'succeeded' ? 'done' : job.kept === null ? 'failed' : 'partly',
    kind: job.kept ?? job.kind,
    title: job.title === '' ? titleOf(job.kind, '', job.prompt) : job.title,
    code: job.state === 'failed' ? job.error_code : null,
    creation_id: job.creation_id,
    job_id: jobUuid,
  });
}
