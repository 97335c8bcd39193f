import { sql } from 'kysely';
import type { Failure } from '@oto/schema/job/state';
import type { Trx } from '../deps.ts';
import type { JobRow } from '../job/view.ts';

/** How an attempt ended; `detail` is for operators alone. */
export type AttemptEnd = { readonly code: Failure | 'done' | 'cancelled' | 'drained'; readonly detail: string };

const DETAIL_MAX = 2000;

/** Writes down that a worker has begun with a job. */
export async function beginAttempt(trx: Trx, job: Pick<JobRow, 'id' | 'attempt'>, worker: string, now: Date): Promise<void> {
  await trx.insertInto('job_attempt').values({ job_id: job.id, attempt: job.attempt, worker, started_at: now }).execute();
}

/** The first end stands; an attempt that was never begun has none. */
export async function endAttempt(trx: Trx, job: Pick<JobRow, 'id' | 'attempt'>, now: Date, { code, detail }: AttemptEnd): Promise<void> {
  await trx
    .updateTable('job_attempt')
    .set({ ended_at: now, code, detail: storable(detail).slice(0, DETAIL_MAX) })
    .where('job_id', '=', job.id)
    .where('attempt', '=', job.attempt)
    .where('ended_at', 'is', null)
    .execute();
}

/** PostgreSQL's text holds every character but NUL. */
export function storable(text: string): string {
  return text.replaceAll('\0', '');
}

/** Wakes every worker that waits for a job. */
export async function callWorkers(trx: Trx, jobUuid: string): Promise<void> {
  await sql`select pg_notify('job', ${jobUuid})`.execute(trx);
}
