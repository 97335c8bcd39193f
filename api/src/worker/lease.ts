import type { Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import type { JobRow } from '../job/view.ts';
import type { JobPass } from './credential.ts';

/** A worker that is silent for this long has lost its job. */
export const LEASE_MS = 30_000;
/** One attempt may take this long, however lively its worker. */
export const ATTEMPT_MS = 600_000;
/** After its deadline a worker may still report for this long. */
export const PASS_GRACE_MS = 300_000;

export function deadlineOf(job: Pick<JobRow, 'started_at'>): Date {
  return new Date((job.started_at?.getTime() ?? 0) + ATTEMPT_MS);
}

export function leaseFrom(now: Date, deadline: Date): Date {
  return new Date(Math.min(now.getTime() + LEASE_MS, deadline.getTime()));
}

/** Locks the job of a pass, whatever its state. Throws stale_attempt when it went to another attempt. */
export async function lockAttempt(trx: Trx, pass: JobPass): Promise<JobRow> {
  const job = await trx.selectFrom('job').selectAll().where('id', '=', pass.jobUuid).forUpdate().executeTakeFirst();
  if (!job) throw new ApiError('not_found');
  if (job.attempt !== pass.attempt) throw new ApiError('stale_attempt');
  return job;
}

/** The same, and the attempt must still run. */
export async function lockRunning(trx: Trx, pass: JobPass): Promise<JobRow> {
  const job = await lockAttempt(trx, pass);
  if (job.state !== 'running') throw new ApiError('stale_attempt');
  return job;
}
