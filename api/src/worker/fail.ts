import { isFinal, type Failure, type JobState } from '@oto/schema/job/state';
import type { FailReport } from '@oto/schema/contract/worker';
import type { Deps, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { closeJob } from '../job/close.ts';
import { lockAuthorOf } from '../job/lock-author.ts';
import { tellJob } from '../job/tell.ts';
import type { JobRow } from '../job/view.ts';
import { callWorkers, endAttempt, storable } from './attempt.ts';
import type { JobPass } from './credential.ts';
import { lockAttempt } from './lease.ts';

/** The most a job waits after its first, second, third failed attempt: four times as long each time, at most a minute. */
const FIRST_BACKOFF_MS = 1000;
const LAST_BACKOFF_MS = 60_000;

export type Setback = { readonly code: Failure; readonly retryable: boolean; readonly detail: string };

/** A worker gives its job up. Repeating it answers the same state. Throws stale_attempt. */
export async function failJob(deps: Deps, pass: JobPass, report: FailReport): Promise<{ readonly state: JobState }> {
  if (report.attempt !== pass.attempt) throw new ApiError('stale_attempt');
  return deps.db.transaction().execute(async (trx) => {
    await lockAuthorOf(trx, pass.jobUuid);
    const job = await lockAttempt(trx, pass);
    if (isFinal(job.state) || job.state === 'queued') return { state: job.state };
    const detail = report.engineMessage;
    if (report.code === 'drained') return { state: await handBack(deps, trx, job, detail) };
    // A cancelled job is over by now: this is a worker that stops of its own accord.
    if (report.code === 'cancelled') return { state: await giveUp(deps, trx, job, { code: 'worker_lost', retryable: true, detail }) };
    return { state: await giveUp(deps, trx, job, { code: report.code, retryable: report.retryable, detail }) };
  });
}

/**
 * What happens to a running job whose attempt went wrong: queued again after a while, as long as
 * attempts remain, else failed. `job` and its author are locked by this transaction.
 */
export async function giveUp(deps: Deps, trx: Trx, job: JobRow, why: Setback): Promise<JobState> {
  if (!why.retryable || job.attempt >= job.max_attempts) {
    await closeJob(deps, trx, job, { state: 'failed', code: why.code, detail: why.detail });
    return 'failed';
  }
  const now = deps.now();
  await endAttempt(trx, job, now, why);
  const wait = backoffMs(job.attempt - (job.max_attempts - MAX_ATTEMPTS), Math.random());
  await queueAgain(trx, job, {
    run_after: new Date(now.getTime() + wait),
    error_detail: storable(`${why.code}: ${why.detail}`).slice(0, 2000),
  });
  await tellJob(trx, now, job.id, { wallet: false });
  return 'queued';
}

/** A worker that goes, or cannot make the next step, hands its job on: at once, and at no attempt's cost. */
async function handBack(deps: Deps, trx: Trx, job: JobRow, detail: string): Promise<JobState> {
  const now = deps.now();
  await endAttempt(trx, job, now, { code: 'drained', detail });
  await queueAgain(trx, job, { run_after: now, max_attempts: job.max_attempts + 1 });
  await tellJob(trx, now, job.id, { wallet: false });
  return 'queued';
}

/** Attempts a job has, beside those that cost it nothing. */
export const MAX_ATTEMPTS = 3;

/** Milliseconds before the attempt after `failed` failed ones (1, 2, ...), with `random` of 0..1: between half the bound and all of it. */
export function backoffMs(failed: number, random: number): number {
  const bound = Math.min(LAST_BACKOFF_MS, FIRST_BACKOFF_MS * 4 ** (Math.max(1, failed) - 1));
  return Math.round((bound / 2) * (1 + random));
}

async function queueAgain(
  trx: Trx,
  job: JobRow,
  change: { readonly run_after: Date; readonly error_detail?: string; readonly max_attempts?: number },
): Promise<void> {
  await trx
    .updateTable('job')
    .set({ ...change, state: 'queued', lease_until: null, worker: null, phase: '' })
    .where('id', '=', job.id)
    .execute();
  await callWorkers(trx, job.id);
}
