import { isFinal } from '@oto/schema/job/state';
import type { Deps } from '../deps.ts';
import { closeJob } from '../job/close.ts';
import { ATTEMPT_MS } from '../worker/lease.ts';
import { giveUp } from '../worker/fail.ts';

/** A job that found no worker for this long gives its tokens back. Shorter than a hold lives. */
const QUEUED_MAX_MS = 2 * 3_600_000;
const BATCH = 50;

/** Ends attempts whose worker fell silent or took too long, and jobs that nobody came for. Several sweepers never meet. */
export async function sweepLeases(deps: Deps): Promise<number> {
  const now = deps.now();
  let swept = 0;
  for (let more = true; more && swept < BATCH;) {
    more = await deps.db.transaction().execute(async (trx) => {
      const job = await trx
        .selectFrom('job')
        .selectAll()
        .where((eb) =>
          eb.or([
            eb.and([eb('state', '=', 'running'), eb('lease_until', '<', now)]),
            eb.and([eb('state', '=', 'queued'), eb('created_at', '<', new Date(now.getTime() - QUEUED_MAX_MS))]),
          ]),
        )
        .orderBy('id')
        .limit(1)
        .forUpdate()
        .skipLocked()
        .executeTakeFirst();
      if (!job || isFinal(job.state)) return false;
      if (job.state === 'queued') {
        await closeJob(trx, now, job, { state: 'failed', code: 'engine_unavailable', detail: 'no worker came' });
      } else {
        const late = job.started_at !== null && now.getTime() >= job.started_at.getTime() + ATTEMPT_MS;
        const code = late ? 'engine_timeout' : 'worker_lost';
        await giveUp(trx, now, job, { code, retryable: true, detail: `worker ${job.worker ?? 'unknown'}` });
      }
      return true;
    });
    if (more) swept++;
  }
  return swept;
}
