import { sql } from 'kysely';
import type { Deps, Trx } from '../deps.ts';
import { pinNote, seatCreation } from '../creation/pin.ts';
import { ApiError } from '../http/api-error.ts';
import { stepsOf } from '../job/delivered.ts';
import { lockAuthorOf } from '../job/lock-author.ts';
import { tellJob } from '../job/tell.ts';
import type { JobRow } from '../job/view.ts';
import { markStored } from '../media/stored-file.ts';
import { callWorkers } from '../worker/attempt.ts';
import { MAX_ATTEMPTS } from '../worker/fail.ts';
import { audit } from './audit.ts';
import { OURS } from './queue-read.ts';

/**
 * Makes a dead letter wait again, as if it had just been asked for, and free for its author: nothing is
 * held, nobody is paid. Throws not_found; wrong_state when it did not fail for a reason of ours, was
 * retried already, left its author a part that was paid for, or when something it is made of is gone
 * or was taken down; no_free_seat.
 */
export async function retryJob(deps: Deps, operatorUuid: string, jobUuid: string): Promise<void> {
  await deps.db.transaction().execute(async (trx) => {
    await lockAuthorOf(trx, jobUuid);
    const job = await trx.selectFrom('job').selectAll().where('id', '=', jobUuid).forUpdate().executeTakeFirst();
    if (!job) throw new ApiError('not_found');
    const isDead = job.state === 'failed' && job.kept === null && OURS.some((code) => code === job.error_code);
    if (!isDead || (await isMissing(trx, job))) throw new ApiError('wrong_state');
    const now = deps.now();
    const [first] = await stepsOf(trx, job.id);
    if (!first) throw new Error('a job has steps');
    await makeFree(trx, job.id);
    await trx.updateTable('creation').set({ state: 'pending' }).where('id', '=', job.creation_id).execute();
    if (job.place === 'board') await seatCreation(trx, job.creation_id, job.author_id);
    await trx
      .updateTable('job')
      .set({
        state: 'queued',
        engine: first.engine,
        price: 0,
        charged: null,
        max_attempts: job.attempt + MAX_ATTEMPTS,
        queued_at: now,
        run_after: now,
        finished_at: null,
        started_at: null,
        worker: null,
        error_code: null,
        error_detail: null,
        phase: '',
        step: 0,
        pct: 0,
      })
      .where('id', '=', job.id)
      .execute();
    if (job.place === 'board') await pinNote(trx, job.creation_id);
    await audit(trx, operatorUuid, 'retry_job', job.id, { error: job.error_code, attempt: job.attempt });
    await callWorkers(trx, job.id);
    await tellJob(trx, now, job.id, { wallet: false });
  });
}

/** Everything it is made of must still be there, and be shown. Files are held against the sweep. */
async function isMissing(trx: Trx, job: JobRow): Promise<boolean> {
  const { rows } = await sql<{ missing: boolean }>`select
    exists (select from creation c join member m on m.id = c.author_id
      where c.id = ${job.creation_id}::uuid and (c.state <> 'failed' or c.deleted_at is not null or c.hidden_at is not null
        or m.deleted_at is not null or m.hidden_at is not null))
    or exists (select from creation_parent p join creation c on c.id = p.parent_id
      where p.creation_id = ${job.creation_id}::uuid and (c.deleted_at is not null or c.hidden_at is not null))
    or exists (select from job_step s join agent_version v on v.id = s.agent_version_id join agent a on a.id = v.agent_id
      where s.job_id = ${job.id}::uuid and (a.deleted_at is not null or a.hidden_at is not null))
    or exists (select from job_input i
      where i.job_id = ${job.id}::uuid and not exists (select from stored_file f where f.sha256 = i.sha256)) as missing`.execute(trx);
  if (rows[0]?.missing ?? true) return true;
  const files = await trx.selectFrom('job_input').select(['sha256', 'mime', 'bytes']).where('job_id', '=', job.id).execute();
  for (const file of files) await markStored(trx, { ...file, bytes: Number(file.bytes) });
  return false;
}

async function makeFree(trx: Trx, jobUuid: string): Promise<void> {
  await trx
    .updateTable('job_step')
    .set({ engine_tokens: 0, fee: 0, result: null, delivered_attempt: null, delivered_at: null })
    .where('job_id', '=', jobUuid)
    .execute();
  await trx.updateTable('revenue_split').set({ quoted: 0, amount: null }).where('job_id', '=', jobUuid).execute();
}
