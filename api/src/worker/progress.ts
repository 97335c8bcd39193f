import { idFromUuid } from '@oto/schema/base/id';
import type { ProgressReport } from '@oto/schema/contract/worker';
import type { Deps } from '../deps.ts';
import { broadcast } from '../event/broadcast.ts';
import { ApiError } from '../http/api-error.ts';
import type { JobPass } from './credential.ts';
import { deadlineOf, leaseFrom, lockAttempt } from './lease.ts';
import { listen } from './wake.ts';

/** Stores how far a job is, extends its lease and tells its author. Of a cancelled job it only says so. Throws stale_attempt. */
export async function reportProgress(
  deps: Deps,
  pass: JobPass,
  report: ProgressReport,
): Promise<{ readonly cancelled: boolean; readonly leaseUntil: string }> {
  if (report.attempt !== pass.attempt) throw new ApiError('stale_attempt');
  return deps.db.transaction().execute(async (trx) => {
    const job = await lockAttempt(trx, pass);
    const now = deps.now();
    if (job.state === 'cancelled') return { cancelled: true, leaseUntil: now.toISOString() };
    if (job.state !== 'running') throw new ApiError('stale_attempt');
    const leaseUntil = leaseFrom(now, deadlineOf(job));
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
    return { cancelled: false, leaseUntil: leaseUntil.toISOString() };
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
      const job = await deps.db.selectFrom('job').select(['attempt', 'state']).where('id', '=', pass.jobUuid).executeTakeFirst();
      if (job?.attempt === pass.attempt && job.state === 'cancelled') return { cancelled: true };
      if (job?.attempt !== pass.attempt || job.state !== 'running') throw new ApiError('stale_attempt');
      const left = until - performance.now();
      if (left <= 0 || signal.aborted) return { cancelled: false };
      await wake.next(left, signal);
    }
  } finally {
    wake.close();
  }
}
