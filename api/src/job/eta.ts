import { sql } from 'kysely';
import type { Kind } from '@oto/schema/board/kind';
import type { Db, Trx } from '../deps.ts';
import { WORKER_SEEN_MS } from '../worker/live-engines.ts';

/** Before any run of an engine was timed, in milliseconds. */
const GUESS: { readonly [K in Kind]: number } = { text: 2000, image: 4000, video: 12_000, voice: 4000 };
/** Runs whose mean predicts the next. */
const SAMPLE = 20;
/** Jobs are counted so far and no farther: with 100,000 waiting, counting them all took 50 ms, again and again. */
const COUNTED = 1000;

export type Queue = {
  /** Jobs that will be taken before it: those that wait for the same engine and stand before it in the queue's order; 1,000 says that or more. */
  readonly position: number | null;
  /** Null when it waits for an engine that nobody offers now. */
  readonly etaMs: number | null;
};

type Waiting = { readonly id: string; readonly state: string; readonly pct: number; readonly engine: string; readonly rank: string };

/** Where an unfinished job stands; nulls for a finished one. */
export async function queueOf(db: Db | Trx, now: Date, job: Waiting): Promise<Queue> {
  if (job.state !== 'queued' && job.state !== 'running') return { position: null, etaMs: null };
  const takes = await takesOf(db, job.id);
  if (job.state === 'running') {
    const whole = takes.reduce((sum, { ms }) => sum + ms, 0);
    return { position: null, etaMs: Math.round(whole * (1 - job.pct / 100)) };
  }
  const { rows } = await sql<{ before: number; busy: number; slots: number }>`select
    (select count(*)::int from (
      select from job where state = 'queued' and engine = ${job.engine} and (rank, id) < (${job.rank}::bigint, ${job.id}::uuid)
      limit ${COUNTED}) ahead) as before,
    (select count(*)::int from job where state = 'running' and engine = ${job.engine}) as busy,
    (select coalesce(sum(coalesce(e.slots, 1)), 0)::int from worker w, jsonb_to_recordset(w.engines) as e(id text, healthy boolean, slots int)
      where w.seen_at > ${new Date(now.getTime() - WORKER_SEEN_MS)} and not w.draining and e.healthy and e.id = ${job.engine}) as slots`.execute(
    db,
  );
  const { before, busy, slots } = rows[0] ?? { before: 0, busy: 0, slots: 0 };
  if (slots === 0) return { position: before, etaMs: null };
  const left = takes.filter(({ delivered }) => !delivered);
  const rounds = Math.floor((before + busy) / slots);
  return { position: before, etaMs: Math.round((left[0]?.ms ?? 0) * rounds + left.reduce((sum, { ms }) => sum + ms, 0)) };
}

/** How long each step of a job takes, by what its engine took lately. */
async function takesOf(db: Db | Trx, jobUuid: string): Promise<readonly { readonly delivered: boolean; readonly ms: number }[]> {
  const { rows } = await sql<{ kind: Kind; delivered: boolean; mean: number | null }>`
    select v.kind, s.result is not null as delivered, (
      select avg(duration_ms)::float8 from (
        select duration_ms from creation_step where engine = v.engine order by started_at desc limit ${SAMPLE}) lately) as mean
    from job_step s join agent_version v on v.id = s.agent_version_id where s.job_id = ${jobUuid}::uuid order by s.position`.execute(db);
  return rows.map(({ kind, delivered, mean }) => ({ delivered, ms: mean ?? GUESS[kind] }));
}
