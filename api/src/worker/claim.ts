import { sql } from 'kysely';
import type { z } from 'zod';
import { idFromUuid } from '@oto/schema/base/id';
import type { Claim, ClaimRequest } from '@oto/schema/contract/worker';
import type { Deps, Trx } from '../deps.ts';
import { seatedNote } from '../creation/note-record.ts';
import { tellJob } from '../job/tell.ts';
import type { JobRow } from '../job/view.ts';
import { collabPass, regionAddress } from './collab-pass.ts';
import { signJobPass } from './credential.ts';
import { ATTEMPT_MS, deadlineOf, leaseFrom, PASS_GRACE_MS } from './lease.ts';
import { listen } from './wake.ts';

type Wanted = z.output<typeof ClaimRequest>;

/** Waits up to `waitMs` for a job this worker can run to the end, and leases it. Null when none came. */
export async function claimJob(deps: Deps, wanted: Wanted, signal: AbortSignal): Promise<Claim | null> {
  const until = performance.now() + wanted.waitMs;
  const wake = await listen(deps.bus, 'job', () => true);
  try {
    // A worker that hung up must not be given a job.
    while (!signal.aborted) {
      const job = await takeJob(deps, wanted);
      if (job) return await describeClaim(deps, job, wanted.worker);
      const left = until - performance.now();
      if (left <= 0) return null;
      await wake.next(Math.min(left, await untilNextRetry(deps)), signal);
    }
    return null;
  } finally {
    wake.close();
  }
}

/**
 * The fairest queued job: of the author with the fewest running jobs, then the oldest. Every one of
 * its engines must be healthy on this very worker. Claimers skip one another's rows.
 */
async function takeJob(deps: Deps, { worker, kinds }: Wanted): Promise<JobRow | null> {
  const now = deps.now();
  return deps.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: string }>`
      select j.id from job j
      where j.state = 'queued' and j.run_after <= ${now} and j.kind = any(${kinds}::text[])
        and not exists (
          select from job_step s join agent_version v on v.id = s.agent_version_id
          where s.job_id = j.id and not exists (
            select from worker w, jsonb_to_recordset(w.engines) as e(id text, healthy boolean)
            where w.name = ${worker} and e.id = v.engine and e.healthy))
      order by (select count(*) from job r where r.author_id = j.author_id and r.state = 'running'), j.id
      limit 1 for update of j skip locked`.execute(trx);
    const id = rows[0]?.id;
    if (id === undefined) return null;
    const deadline = new Date(now.getTime() + ATTEMPT_MS);
    const job = await trx
      .updateTable('job')
      .set((eb) => ({
        state: 'running',
        attempt: eb('attempt', '+', 1),
        worker,
        started_at: now,
        lease_until: leaseFrom(now, deadline),
        phase: '',
        step: 0,
        pct: 0,
      }))
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await tellJob(trx, now, id, { wallet: false });
    return job;
  });
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
      steps: await stepsOf(trx, job.id),
      inputs: [],
      ...(parent?.body ? { parentText: parent.body } : {}),
      ...(parent ? { parentTitle: parent.title } : {}),
      ...(ghost ? { ghost: { ...ghost, pass: await collabPass(deps, worker, ghost.document, creationId) } } : {}),
    };
  });
}

async function stepsOf(trx: Trx, jobUuid: string): Promise<Claim['steps']> {
  const rows = await trx
    .selectFrom('job_step')
    .innerJoin('agent_version', 'agent_version.id', 'job_step.agent_version_id')
    .select(['position', 'agent_id', 'kind', 'engine', 'model', 'name', 'instructions'])
    .where('job_id', '=', jobUuid)
    .orderBy('position')
    .execute();
  return rows.map(({ position, agent_id, ...step }) => ({ index: position, agent: idFromUuid(agent_id), ...step }));
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
