import { sql } from 'kysely';
import { isFinal } from '@oto/schema/job/state';
import type { Deps, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { closeJob } from './close.ts';
import { lockAuthorOf } from './lock-author.ts';
import type { JobRow } from './view.ts';

/**
 * Cancels a job at once, queued or running, at whatever step: everything is given back and nothing kept.
 * A worker that has it is told through its signal, and whatever it still reports is refused. Only
 * `memberUuid`'s own, or with null anybody's. Throws not_found, or wrong_state when it already ended
 * otherwise. Cancelling twice changes nothing. `also` is done in the same transaction, once.
 */
export async function cancelJob(
  deps: Deps,
  jobUuid: string,
  memberUuid: string | null,
  also?: (trx: Trx, job: JobRow) => Promise<void>,
): Promise<JobRow> {
  return deps.db.transaction().execute(async (trx) => {
    await lockAuthorOf(trx, jobUuid);
    const find = trx.selectFrom('job').selectAll().where('id', '=', jobUuid);
    const job = await find.forUpdate().executeTakeFirst();
    if (!job || (memberUuid !== null && job.author_id !== memberUuid)) throw new ApiError('not_found');
    if (isFinal(job.state)) {
      if (job.state === 'cancelled') return job;
      throw new ApiError('wrong_state');
    }
    await trx.updateTable('job').set({ cancel_requested_at: deps.now() }).where('id', '=', job.id).execute();
    await also?.(trx, job);
    await closeJob(deps, trx, job, { state: 'cancelled' });
    await sql`select pg_notify('signal', ${job.id})`.execute(trx);
    return find.executeTakeFirstOrThrow();
  });
}
