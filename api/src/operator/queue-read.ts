import { sql } from 'kysely';
import { idFromUuid } from '@oto/schema/base/id';
import { KINDS } from '@oto/schema/board/kind';
import type { OperatorJob, OperatorQueue } from '@oto/schema/contract/operator';
import { FAILURES, type Failure } from '@oto/schema/job/state';
import type { Db } from '../deps.ts';

/** Of each list. */
const SHOWN = 100;
const HOUR_MS = 3_600_000;

/** Failures that are the request's own: trying again would end the same. All others are ours. */
const THEIRS: ReadonlySet<Failure> = new Set(['engine_invalid', 'engine_blocked']);
export const OURS: readonly Failure[] = FAILURES.filter((code) => !THEIRS.has(code));

/** What waits, in the order in which it will be taken, what runs, and what failed for a reason of ours. */
export async function operatorQueue(db: Db, now: Date): Promise<OperatorQueue> {
  const { rows } = await sql<OperatorQueue['counts'][number]>`
    select kind, count(*) filter (where state = 'queued')::int as waiting, count(*) filter (where state = 'running')::int as running,
      count(*) filter (where state = 'succeeded')::int as "doneLastHour", count(*) filter (where state = 'failed')::int as "failedLastHour"
    from (
      select kind, state from job where state in ('queued', 'running')
      union all select kind, state from job where state in ('succeeded', 'failed') and finished_at > ${new Date(now.getTime() - HOUR_MS)}) j
    group by kind`.execute(db);
  const none = { waiting: 0, running: 0, doneLastHour: 0, failedLastHour: 0 };
  const jobs = db.selectFrom('job').select('id').limit(SHOWN);
  const [waiting, running, dead] = await Promise.all([
    jobs.where('state', '=', 'queued').orderBy('rank').orderBy('id').execute(),
    jobs.where('state', '=', 'running').orderBy('started_at').execute(),
    jobs.where('state', '=', 'failed').where('error_code', 'in', OURS).orderBy('finished_at', 'desc').execute(),
  ]);
  const ids = [...waiting, ...running, ...dead].map(({ id }) => id);
  const byId = new Map((await describe(db, ids)).map((job) => [job.uuid, job.view]));
  const views = (list: readonly { readonly id: string }[]) => list.flatMap(({ id }) => byId.get(id) ?? []);
  return {
    counts: KINDS.map((kind) => rows.find((row) => row.kind === kind) ?? { kind, ...none }),
    waiting: views(waiting),
    running: views(running),
    dead: views(dead),
  };
}

async function describe(db: Db, ids: readonly string[]): Promise<readonly { readonly uuid: string; readonly view: OperatorJob }[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('job')
    .innerJoin('member', 'member.id', 'job.author_id')
    .selectAll('job')
    .select(['member.name', 'member.handle'])
    .select((eb) =>
      eb
        .selectFrom('job_step')
        .select((sub) => sub.fn.countAll<string>().as('steps'))
        .whereRef('job_step.job_id', '=', 'job.id')
        .as('steps'),
    )
    .where('job.id', 'in', ids)
    .execute();
  const attempts = await db.selectFrom('job_attempt').selectAll().where('job_id', 'in', ids).orderBy('attempt').execute();
  const attemptsOf = Map.groupBy(attempts, (attempt) => attempt.job_id);
  return rows.map((row) => ({
    uuid: row.id,
    view: {
      id: idFromUuid(row.id),
      creation: idFromUuid(row.creation_id),
      author: { id: idFromUuid(row.author_id), name: row.name, handle: row.handle },
      kind: row.kind,
      state: row.state,
      priority: row.priority,
      attempt: row.attempt,
      step: row.step,
      steps: Number(row.steps),
      worker: row.worker,
      price: row.price,
      charged: row.charged,
      kept: row.kept,
      createdAt: row.created_at.toISOString(),
      startedAt: row.started_at?.toISOString() ?? null,
      finishedAt: row.finished_at?.toISOString() ?? null,
      error: row.error_code === null ? null : { code: row.error_code, detail: row.error_detail ?? '' },
      attempts: (attemptsOf.get(row.id) ?? []).map(({ attempt, worker, started_at, ended_at, code, detail }) => ({
        attempt,
        worker,
        startedAt: started_at.toISOString(),
        endedAt: ended_at?.toISOString() ?? null,
        code,
        detail,
      })),
    },
  }));
}
