import type { Kind } from '@oto/schema/board/kind';
import { titleOf } from '../creation/title.ts';
import type { Deps, Trx } from '../deps.ts';
import { lockDraws, returnDraws } from '../jar/return-draws.ts';
import { settleJob, type Settled } from '../ledger/settle-job.ts';
import { keepUploads } from '../media/keep-uploads.ts';
import { liveEngines } from '../worker/live-engines.ts';
import type { DeliveredStep } from './delivered.ts';
import type { JobRow } from './view.ts';

export type Kept = Settled & { readonly kind: Kind };

/**
 * Makes the delivered steps of a job its creation, which becomes what the last of them is, and pays for
 * them alone. It stays private; whoever calls decides about the board. Null, and nothing done, when the
 * last step's main file is not there. Call once, under the lock of the job's row.
 */
export async function keepResult(deps: Deps, trx: Trx, job: JobRow, steps: readonly DeliveredStep[]): Promise<Kept | null> {
  const last = steps.at(-1);
  if (!last) throw new Error('nothing was delivered');
  if (last.kind !== 'text') {
    const { position: step, deliveredAttempt: attempt } = last;
    const kept = await keepUploads(trx, { jobId: job.id, creationId: job.creation_id, step, attempt, as: 'creation' });
    if (!kept) return null;
  }
  await keepSteps(deps, trx, job.creation_id, steps);
  const body = last.kind === 'text' ? last.result.text : '';
  const { title, prompt } = await trx
    .selectFrom('creation')
    .select(['title', 'prompt'])
    .where('id', '=', job.creation_id)
    .executeTakeFirstOrThrow();
  await trx
    .updateTable('creation')
    .set({
      kind: last.kind,
      state: 'done',
      body,
      title: title === '' ? titleOf(last.kind, body, prompt) : title,
      trained: steps.some(({ result }) => result.trained),
    })
    .where('id', '=', job.creation_id)
    .execute();
  await lockDraws(trx, job.id);
  const settled = await settleJob(
    trx,
    job.id,
    steps.map(({ result }) => result.tokens),
  );
  await returnDraws(trx, deps.now(), job.id);
  return { kind: last.kind, ...settled };
}

async function keepSteps(deps: Deps, trx: Trx, creationUuid: string, steps: readonly DeliveredStep[]): Promise<void> {
  const engines = await liveEngines(trx, deps.now());
  await trx
    .insertInto('creation_step')
    .values(
      steps.map(({ position, versionId, engineTokens, result }) => ({
        creation_id: creationUuid,
        position,
        agent_version_id: versionId,
        engine: result.engine,
        engine_name: engines.get(result.engine)?.name ?? result.engine,
        model: result.model,
        trained: result.trained,
        prompt: result.prompt,
        output: result.text,
        sources: JSON.stringify(result.sources),
        tokens: Math.min(result.tokens, engineTokens),
        started_at: result.startedAt,
        duration_ms: result.durationMs,
      })),
    )
    .execute();
}
