import type { Deps, Trx } from '../deps.ts';
import { isNewcomer } from '../identity/newcomer.ts';
import { liveEngines } from '../worker/live-engines.ts';
import type { JobRow } from './view.ts';

/**
 * Whether everybody may see what is being made on the board before it is done. Not on an account's first day, and
 * not from an engine whose results nothing judges: a trained one's pictures, films and voices, unless config says so.
 */
export async function revealsWork(deps: Deps, db: Deps['db'] | Trx, job: Pick<JobRow, 'id' | 'author_id'>): Promise<boolean> {
  const { created_at } = await db.selectFrom('member').select('created_at').where('id', '=', job.author_id).executeTakeFirstOrThrow();
  if (isNewcomer(deps, created_at)) return false;
  if (deps.config.unjudgedPreviews) return true;
  const steps = await db
    .selectFrom('job_step')
    .innerJoin('agent_version', 'agent_version.id', 'job_step.agent_version_id')
    .select(['agent_version.kind', 'agent_version.engine'])
    .where('job_id', '=', job.id)
    .execute();
  const engines = await liveEngines(db, deps.now());
  // An engine nobody knows any more counts as trained.
  return steps.every(({ kind, engine }) => kind === 'text' || engines.get(engine)?.trained === false);
}
