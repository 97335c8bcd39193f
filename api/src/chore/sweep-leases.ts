import type { Deps, Trx } from '../deps.ts';
import { closeJob } from '../job/close.ts';
import { lockAuthorOf } from '../job/lock-author.ts';
import type { JobRow } from '../job/view.ts';
import { giveUp } from '../worker/fail.ts';
import { ATTEMPT_MS, LEASE_MS } from '../worker/lease.ts';

/** A job that found no worker for this long gives its tokens back. Shorter than a hold lives. */
const QUEUED_MAX_MS = 2 * 3_600_000;
/** A worker renews its leases every 5 s. */
const SILENT_MS = 8000;
const BATCH = 50;

/** Ends attempts whose worker fell silent or took too long, and jobs that nobody came for. How many; several sweepers never meet. */
export async function sweepLeases(deps: Deps): Promise<number> {
  const now = deps.now();
  const waitingSince = new Date(now.getTime() - QUEUED_MAX_MS);
  const find = deps.db.selectFrom('job').select('job.id').limit(BATCH);
  const silent = await find.where('state', '=', 'running').where('lease_until', '<', now).execute();
  const orphaned = await find
    .innerJoin('worker', 'worker.name', 'job.worker')
    .where('state', '=', 'running')
    .where('lease_until', '<', orphanedBefore(now))
    .whereRef('worker.born_at', '>', 'job.started_at')
    .execute();
  const unwanted = await find.where('state', '=', 'queued').where('queued_at', '<', waitingSince).execute();
  let swept = 0;
  for (const id of new Set([...silent, ...orphaned, ...unwanted].map((job) => job.id))) {
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
  if (job.state === 'running' && (await isOrphaned(trx, job, before.now))) {
    await endSilent(deps, trx, job);
    return true;
  }
  if (job.state !== 'queued' || job.queued_at >= before.waitingSince) return false;
  await closeJob(deps, trx, job, { state: 'failed', code: 'engine_unavailable', detail: 'no worker came' });
  return true;
}

/** Its worker has begun anew since, and the process that had it does not renew its lease: that one is gone. */
async function isOrphaned(trx: Trx, job: JobRow, now: Date): Promise<boolean> {
  if (job.lease_until === null || job.lease_until >= orphanedBefore(now) || job.started_at === null) return false;
  const worker = await trx
    .selectFrom('worker')
    .select('born_at')
    .where('name', '=', job.worker ?? '')
    .executeTakeFirst();
  return worker !== undefined && worker.born_at > job.started_at;
}

/** A lease that ends before this was not renewed for SILENT_MS. */
function orphanedBefore(now: Date): Date {
  return new Date(now.getTime() + LEASE_MS - SILENT_MS);
}

async function endSilent(deps: Deps, trx: Trx, job: JobRow): Promise<void> {
  const late = job.started_at !== null && deps.now().getTime() >= job.started_at.getTime() + ATTEMPT_MS;
  await giveUp(deps, trx, job, {
    code: late ? 'engine_timeout' : 'worker_lost',
    retryable: true,
    detail: `worker ${job.worker ?? 'unknown'}`,
  });
}
