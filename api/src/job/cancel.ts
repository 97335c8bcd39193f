import { sql } from 'kysely';
import { isFinal } from '@oto/schema/job/state';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { closeJob } from './close.ts';
import type { JobRow } from './view.ts';

/**
 * Cancels one's own job. Queued: at once. Running: its worker is told at once and the job ends when
 * the worker says so, or when its lease does. Throws not_found, or wrong_state when it already ended
 * otherwise. Cancelling twice changes nothing.
 */
export async function cancelJob(deps: Deps, jobUuid: string, memberUuid: string): Promise<JobRow> {
  return deps.db.transaction().execute(async (trx) => {
    const find = trx.selectFrom('job').selectAll().where('id', '=', jobUuid).where('author_id', '=', memberUuid);
    const job = await find.forUpdate().executeTakeFirst();
    if (!job) throw new ApiError('not_found');
    if (isFinal(job.state)) {
      if (job.state === 'cancelled') return job;
      throw new ApiError('wrong_state');
    }
    if (job.state === 'queued') {
      await trx.updateTable('job').set({ cancel_requested_at: deps.now() }).where('id', '=', job.id).execute();
      await closeJob(trx, deps.now(), job, { state: 'cancelled' });
    } else if (job.cancel_requested_at === null) {
      await trx.updateTable('job').set({ cancel_requested_at: deps.now() }).where('id', '=', job.id).execute();
      await sql`select pg_notify('signal', ${job.id})`.execute(trx);
    }
    return find.executeTakeFirstOrThrow();
  });
}
