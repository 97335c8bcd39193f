import { sql } from 'kysely';
import { isFinal, type Failure, type JobState } from '@oto/schema/job/state';
import type { FailReport } from '@oto/schema/contract/worker';
import type { Deps, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { closeJob } from '../job/close.ts';
import { tellJob } from '../job/tell.ts';
import type { JobRow } from '../job/view.ts';
import type { JobPass } from './credential.ts';
import { lockAttempt } from './lease.ts';

/** Milliseconds before the second and third attempt. */
const BACKOFF_MS = [1000, 4000] as const;

/** A worker gives its job up. Repeating it answers the same state. Throws stale_attempt. */
export async function failJob(deps: Deps, pass: JobPass, report: FailReport): Promise<{ readonly state: JobState }> {
  if (report.attempt !== pass.attempt) throw new ApiError('stale_attempt');
  return deps.db.transaction().execute(async (trx) => {
    const job = await lockAttempt(trx, pass);
    if (isFinal(job.state) || job.state === 'queued') return { state: job.state };
    // A worker that stops of its own accord says `cancelled` too: the job is still wanted then.
    const wanted = report.code === 'cancelled' || report.code === 'drained' ? 'worker_lost' : report.code;
    const retryable = report.retryable || report.code === 'cancelled' || report.code === 'drained';
    return { state: await giveUp(trx, deps.now(), job, { code: wanted, retryable, detail: report.engineMessage }) };
  });
}

/**
 * What happens to a running job whose attempt is over: cancelled if that was asked, queued again
 * while attempts remain, else failed. `job` is locked by this transaction.
 */
export async function giveUp(
  trx: Trx,
  now: Date,
  job: JobRow,
  why: { readonly code: Failure; readonly retryable: boolean; readonly detail: string },
): Promise<JobState> {
  if (job.cancel_requested_at !== null) {
    await closeJob(trx, now, job, { state: 'cancelled' });
    return 'cancelled';
  }
  if (!why.retryable || job.attempt >= job.max_attempts) {
    await closeJob(trx, now, job, { state: 'failed', code: why.code, detail: why.detail });
    return 'failed';
  }
  const wait = BACKOFF_MS[Math.min(job.attempt, BACKOFF_MS.length) - 1] ?? 0;
  await trx
    .updateTable('job')
    .set({
      state: 'queued',
      run_after: new Date(now.getTime() + wait),
      lease_until: null,
      worker: null,
      phase: '',
      pct: 0,
      step: 0,
      error_detail: `${why.code}: ${why.detail}`.slice(0, 2000),
    })
    .where('id', '=', job.id)
    .execute();
  await sql`select pg_notify('job', ${job.id})`.execute(trx);
  await tellJob(trx, now, job.id, { wallet: false });
  return 'queued';
}
