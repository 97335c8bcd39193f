import type { Deps, Trx } from '../deps.ts';
import { closeJob } from '../job/close.ts';
import { lockAuthorOf } from '../job/lock-author.ts';
import type { JobRow } from '../job/view.ts';
import { giveUp } from '../worker/fail.ts';
import { ATTEMPT_MS } from '../worker/lease.ts';

/** A job that found no worker for this long gives its tokens back. Shorter than a hold lives. */
const QUEUED_MAX_MS = 2 * 3_600_000;
const BATCH = 50;

/** Ends attempts whose worker fell silent or took too long, and jobs that nobody came for. How many; several sweepers never meet. */
export async function sweepLeases(deps: Deps): Promise<number> {
  const now = deps.now();
  const waitingSince = new Date(now.getTime() - QUEUED_MAX_MS);
  const find = deps.db.selectFrom('job').select('id').limit(BATCH);
  const silent = await find.where('state', '=', 'running').where('lease_until', '<', now).execute();
  const unwanted = await find.where('state', '=', 'queued').where('queued_at', '<', waitingSince).execute();
  let swept = 0;
  for (const { id } of [...silent, ...unwanted]) {
    try {
      if (await deps.db.transaction().execute((trx) => sweep(deps, trx, id, { now, waitingSince }))) swept++;
    } catch (error) {
      // One job that cannot be ended must not keep the others.
      deps.log.error({ err: error, job: id }, 'a lease could not be ended');
    }
  }
  return swept;
}

async function sweep(deps: Deps, trx: Trx, jobUuid: string, before: { readonly now: Date; readonly waitingSince: Date }): Promise<boolean> {
  await lockAuthorOf(trx, jobUuid);
  const job = await trx.selectFrom('job').selectAll().where('id', '=', jobUuid).forUpdate().executeTakeFirstOrThrow();
  if (job.state === 'running' && job.lease_until !== null && job.lease_until < before.now) {
    await endSilent(deps, trx, job);
    return true;
  }
  if (job.state !== 'queued' || job.queued_at >= before.waitingSince) return false;
  await closeJob(deps, trx, job, { state: 'failed', code: 'engine_unavailable', detail: 'no worker came' });
  return true;
}

async function endSilent(deps: Deps, trx: Trx, job: JobRow): Promise<void> {
  const late = job.started_at !== null && deps.now().getTime() >= job.started_at.getTime() + ATTEMPT_MS;
  await giveUp(deps, trx, job, {
    code: late ? 'engine_timeout' : 'worker_lost',
    retryable: true,
    detail: `worker ${job.worker ?? 'unknown'}`,
  });
}
