import { sql } from 'kysely';
import type { z } from 'zod';
import { idFromUuid, newId, uuidFromId } from '@oto/schema/base/id';
import type { Claim, ClaimRequest } from '@oto/schema/contract/worker';
import type { Deps, Trx } from '../deps.ts';
import { seatedNote } from '../creation/note-record.ts';
import { lockAuthor, tryLockAuthor } from '../job/lock-author.ts';
import { revealsWork } from '../job/reveals.ts';
import { tellJob } from '../job/tell.ts';
import type { JobRow } from '../job/view.ts';
import { beginAttempt } from './attempt.ts';
import { collabPass, regionAddress } from './collab-pass.ts';
import { signJobPass } from './credential.ts';
import { failJob } from './fail.ts';
import { ATTEMPT_MS, deadlineOf, leaseFrom, PASS_GRACE_MS } from './lease.ts';
import { listen } from './wake.ts';

type Wanted = z.output<typeof ClaimRequest>;
type Candidate = { readonly id: string; readonly author_id: string };

/** Jobs looked at in one go, so that claimers who meet do not all wait for the first. */
const CANDIDATES = 8;

/**
 * Waits up to `waitMs` for a job whose next step this worker can make, and leases it. Null when none came,
 * when the worker drains, or when a newer claim of the same process took this one's place.
 */
export async function claimJob(deps: Deps, wanted: Wanted, signal: AbortSignal): Promise<Claim | null> {
  const until = performance.now() + wanted.waitMs;
  const own = ticketOf(wanted);
  let superseded = false;
  const wake = await listen(deps.bus, 'job', (payload) => {
    if (!payload.startsWith(TICKET)) return true;
    superseded ||= own !== null && payload.startsWith(own.prefix) && payload > own.ticket;
    return superseded;
  });
  try {
    if (own) await sql`select pg_notify('job', ${own.ticket})`.execute(deps.db);
    // A worker that hung up must not be given a job.
    while (!signal.aborted) {
      const job = await takeJob(deps, wanted);
      if (job) return await handOut(deps, job, wanted.worker, signal);
      const left = until - performance.now();
      if (left <= 0 || superseded || (await isDraining(deps, wanted.worker))) return null;
      await wake.next(Math.min(left, await untilNextRetry(deps)), signal);
    }
    return null;
  } finally {
    wake.close();
  }
}

const TICKET = 'claim:';

/** Ids rise with time, so of two claims of one process the newer has the greater ticket. */
function ticketOf({ instance }: Wanted): { readonly prefix: string; readonly ticket: string } | null {
  if (instance === undefined) return null;
  const prefix = `${TICKET}${instance}:`;
  return { prefix, ticket: `${prefix}${uuidFromId(newId())}` };
}

/** Null, and the job is given back at no attempt's cost, when the worker hung up meanwhile. */
async function handOut(deps: Deps, job: JobRow, worker: string, signal: AbortSignal): Promise<Claim | null> {
  const claim = await describeClaim(deps, job, worker);
  if (!signal.aborted) return claim;
  const detail = 'hung up while it claimed';
  await failJob(
    deps,
    { worker, jobUuid: job.id, attempt: job.attempt },
    { attempt: job.attempt, code: 'drained', retryable: true, engineMessage: detail },
  );
  return null;
}

/** The first waiting job in the queue's order (migration 6, queue_rank) that this worker has a healthy engine and room for. */
async function takeJob(deps: Deps, wanted: Wanted): Promise<JobRow | null> {
  for (;;) {
    const taken = await deps.db.transaction().execute(async (trx) => {
      const candidates = await waiting(trx, deps.now(), wanted);
      const first = candidates[0];
      if (!first) return 'none';
      const free = await firstFree(trx, candidates);
      if (!free) await lockAuthor(trx, first.author_id);
      return (await leaseJob(deps, trx, (free ?? first).id, wanted.worker)) ?? 'again';
    });
    if (taken === 'none') return null;
    if (taken !== 'again') return taken;
  }
}

async function waiting(trx: Trx, now: Date, { worker, kinds, engines }: Wanted): Promise<readonly Candidate[]> {
  const { rows } = await sql<Candidate>`
    with own as (
      select e.id from worker w, jsonb_to_recordset(w.engines) as e(id text, kind text, healthy boolean)
      where w.name = ${worker} and not w.draining and e.healthy and e.kind = any(${kinds}::text[])
        and (${engines === undefined} or e.id = any(${engines ?? []}::text[])))
    select c.id, c.author_id from own cross join lateral (
      select j.id, j.author_id, j.rank from job j
      where j.state = 'queued' and j.engine = own.id and j.run_after <= ${now}
      order by j.rank, j.id limit ${CANDIDATES}) c
    order by c.rank, c.id limit ${CANDIDATES}`.execute(trx);
  return rows;
}

async function firstFree(trx: Trx, candidates: readonly Candidate[]): Promise<Candidate | null> {
  for (const candidate of candidates) if (await tryLockAuthor(trx, candidate.author_id)) return candidate;
  return null;
}

/** Null when somebody else was sooner. */
async function leaseJob(deps: Deps, trx: Trx, jobUuid: string, worker: string): Promise<JobRow | null> {
  const now = deps.now();
  const { count } = await trx
    .selectFrom('job_step')
    .select((eb) => eb.fn.count<string>('result').as('count'))
    .where('job_id', '=', jobUuid)
    .executeTakeFirstOrThrow();
  const job = await trx
    .updateTable('job')
    .set((eb) => ({
      state: 'running',
      attempt: eb('attempt', '+', 1),
      worker,
      started_at: now,
      lease_until: leaseFrom(now, new Date(now.getTime() + ATTEMPT_MS)),
      phase: '',
      step: Number(count),
      pct: 0,
    }))
    .where('id', '=', jobUuid)
    .where('state', '=', 'queued')
    .returningAll()
    .executeTakeFirst();
  if (!job) return null;
  await beginAttempt(trx, job, worker, now);
  await tellJob(trx, now, jobUuid, { wallet: false });
  return job;
}

async function isDraining(deps: Deps, worker: string): Promise<boolean> {
  const row = await deps.db.selectFrom('worker').select('draining').where('name', '=', worker).executeTakeFirst();
  return row?.draining ?? false;
}

/** Milliseconds until a job that backs off may run again; a long time when none does. */
async function untilNextRetry(deps: Deps): Promise<number> {
  const { at } = await deps.db
    .selectFrom('job')
    .select((eb) => eb.fn.min('run_after').as('at'))
    .where('state', '=', 'queued')
    .where('run_after', '>', deps.now())
    .executeTakeFirstOrThrow();
  return at ? Math.max(10, new Date(at).getTime() - deps.now().getTime()) : 60_000;
}

async function describeClaim(deps: Deps, job: JobRow, worker: string): Promise<Claim> {
  return deps.db.transaction().execute(async (trx) => {
    const id = idFromUuid(job.id);
    const creation = await trx.selectFrom('creation').selectAll().where('id', '=', job.creation_id).executeTakeFirstOrThrow();
    const parent = await firstParent(trx, job.creation_id);
    const note = await seatedNote(trx, job.creation_id);
    const ghost = note && regionAddress(note.plot);
    const creationId = idFromUuid(job.creation_id);
    return {
      job: id,
      attempt: job.attempt,
      pass: await signJobPass(deps, worker, id, job.attempt, (ATTEMPT_MS + PASS_GRACE_MS) / 1000),
      leaseUntil: (job.lease_until ?? deps.now()).toISOString(),
      deadline: deadlineOf(job).toISOString(),
      creation: creationId,
      kind: job.kind,
      prompt: creation.prompt,
      lang: creation.lang,
      seed: job.seed,
      steps: await claimSteps(trx, job.id),
      inputs: await claimInputs(trx, job.id),
      ...(parent?.body ? { parentText: parent.body } : {}),
      ...(parent ? { parentTitle: parent.title } : {}),
      ...(job.request_id === null
        ? {}
        : { origin: { requestId: job.request_id, ...(job.traceparent === null ? {} : { traceparent: job.traceparent }) } }),
      ...(ghost
        ? {
            ghost: {
              ...ghost,
              pass: await collabPass(deps, worker, ghost.document, creationId),
              reveals: await revealsWork(deps, trx, job),
            },
          }
        : {}),
    };
  });
}

async function claimSteps(trx: Trx, jobUuid: string): Promise<Claim['steps']> {
  const rows = await trx
    .selectFrom('job_step')
    .innerJoin('agent_version', 'agent_version.id', 'job_step.agent_version_id')
    .select(['position', 'agent_id', 'kind', 'engine', 'model', 'name', 'instructions', 'result'])
    .where('job_id', '=', jobUuid)
    .orderBy('position')
    .execute();
  return rows.map(({ position, agent_id, result, ...step }) => ({
    index: position,
    agent: idFromUuid(agent_id),
    ...step,
    ...(result === null ? {} : { delivered: result }),
  }));
}

async function claimInputs(trx: Trx, jobUuid: string): Promise<Claim['inputs']> {
  const rows = await trx
    .selectFrom('job_input')
    .select(['position', 'role', 'step', 'mime', 'bytes', 'sha256'])
    .where('job_id', '=', jobUuid)
    .orderBy('position')
    .execute();
  return rows.map(({ position, bytes, ...file }) => ({ index: position, bytes: Number(bytes), ...file }));
}

async function firstParent(trx: Trx, creationUuid: string): Promise<{ title: string; body: string } | undefined> {
  return trx
    .selectFrom('creation_parent')
    .innerJoin('creation', 'creation.id', 'creation_parent.parent_id')
    .select(['title', 'body'])
    .where('creation_id', '=', creationUuid)
    .orderBy('position')
    .executeTakeFirst();
}
