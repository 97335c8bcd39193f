import { sql } from 'kysely';
import type { Kind } from '@oto/schema/board/kind';
import type { Db, Trx } from '../deps.ts';
import { WORKER_SEEN_MS } from '../worker/live-engines.ts';

/** Before any run of a kind was timed, in milliseconds. */
const GUESS: { readonly [K in Kind]: number } = { text: 2000, image: 4000, video: 12_000, voice: 4000 };
/** Runs whose mean predicts the next. */
const SAMPLE = 20;

export type Queue = {
  /** Queued jobs of the same kind that are older. */
  readonly position: number | null;
  readonly etaMs: number | null;
};

/** Where an unfinished job stands; nulls for a finished one. */
export async function queueOf(
  db: Db | Trx,
  now: Date,
  job: { readonly id: string; readonly kind: Kind; readonly state: string; readonly pct: number },
): Promise<Queue> {
  if (job.state !== 'queued' && job.state !== 'running') return { position: null, etaMs: null };
  const { rows } = await sql<{ ahead: number; workers: number; mean: number | null }>`select
    (select count(*)::int from job where state = 'queued' and kind = ${job.kind} and id < ${job.id}::uuid) as ahead,
    (select count(*)::int from worker where seen_at > ${new Date(now.getTime() - WORKER_SEEN_MS)}) as workers,
    (select extract(epoch from avg(finished_at - started_at))::float8 * 1000 from (
      select finished_at, started_at from job where state = 'succeeded' and kind = ${job.kind} and started_at is not null
      order by id desc limit ${SAMPLE}) lately) as mean`.execute(db);
  const mean = rows[0]?.mean ?? GUESS[job.kind];
  if (job.state === 'running') return { position: null, etaMs: Math.round(mean * (1 - job.pct / 100)) };
  const ahead = rows[0]?.ahead ?? 0;
  const rounds = Math.floor(ahead / Math.max(1, rows[0]?.workers ?? 1)) + 1;
  return { position: ahead, etaMs: Math.round(mean * rounds) };
}
