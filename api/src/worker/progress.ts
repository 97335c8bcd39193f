import { idFromUuid } from '@oto/schema/base/id';
import type { ProgressReport } from '@oto/schema/contract/worker';
import type { Deps } from '../deps.ts';
import { broadcast } from '../event/broadcast.ts';
import { ApiError } from '../http/api-error.ts';
import type { JobPass } from './credential.ts';
import { deadlineOf, leaseFrom, lockRunning } from './lease.ts';
import { listen } from './wake.ts';

/** Stores how far a job is, extends its lease and tells its author. A cancelled job's lease is not extended. */
export async function reportProgress(
  deps: Deps,
  pass: JobPass,
  report: ProgressReport,
): Promise<{ readonly cancelled: boolean; readonly leaseUntil: string }> {
  if (report.attempt !== pass.attempt) throw new ApiError('stale_attempt');
  return deps.db.transaction().execute(async (trx) => {
    const job = await lockRunning(trx, pass);
    const now = deps.now();
    const cancelled = job.cancel_requested_at !== null;
    const leaseUntil = cancelled && job.lease_until ? job.lease_until : leaseFrom(now, deadlineOf(job));
    const { step, phase, pct } = report;
    await trx.updateTable('job').set({ step, phase, pct, lease_until: leaseUntil }).where('id', '=', job.id).execute();
    await broadcast(trx, job.author_id, {
      type: 'progress',
      at: now.toISOString(),
      job: idFromUuid(job.id),
      step,
      phase,
      pct,
      ...(report.text === undefined ? {} : { text: report.text }),
      ...(report.preview === undefined ? {} : { preview: report.preview }),
    });
    return { cancelled, leaseUntil: leaseUntil.toISOString() };
  });
}

/** Answers as soon as the job is cancelled, or after `waitMs` that it is not. Throws stale_attempt once the attempt is over. */
export async function awaitSignal(
  deps: Deps,
  pass: JobPass,
  waitMs: number,
  signal: AbortSignal,
): Promise<{ readonly cancelled: boolean }> {
  const until = performance.now() + waitMs;
  const wake = await listen(deps.bus, 'signal', (payload) => payload === pass.jobUuid);
  try {
    for (;;) {
      const job = await deps.db
        .selectFrom('job')
        .select(['attempt', 'state', 'cancel_requested_at'])
        .where('id', '=', pass.jobUuid)
        .executeTakeFirst();
      if (job?.attempt !== pass.attempt || job.state !== 'running') throw new ApiError('stale_attempt');
      const left = until - performance.now();
      if (job.cancel_requested_at !== null) return { cancelled: true };
      if (left <= 0 || signal.aborted) return { cancelled: false };
      await wake.next(left, signal);
    }
  } finally {
    wake.close();
  }
}
