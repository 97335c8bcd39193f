import type { z } from 'zod';
import { idFromUuid } from '@oto/schema/base/id';
import type { StepReport, StepResult } from '@oto/schema/contract/worker';
import type { Deps, Trx } from '../deps.ts';
import { recordAll, type News } from '../event/record-all.ts';
import { ApiError } from '../http/api-error.ts';
import { isDelivered, stepsOf, type PlannedStep } from '../job/delivered.ts';
import type { JobRow } from '../job/view.ts';
import { keepUploads } from '../media/keep-uploads.ts';
import { storable } from './attempt.ts';
import type { JobPass } from './credential.ts';
import { lockRunning } from './lease.ts';
import { requireFitOutput } from './output-check.ts';

/**
 * Makes one step of a chain durable, so that no later attempt runs it again. Repeating it changes
 * nothing: what was delivered first stands. Throws stale_attempt, bad_media without its main file,
 * bad_request when the step before it is missing, engine_blocked when its text is not fit to be kept.
 */
export async function deliverStep(deps: Deps, pass: JobPass, index: number, report: z.output<typeof StepReport>): Promise<void> {
  if (report.attempt !== pass.attempt) throw new ApiError('stale_attempt');
  if (report.result.index !== index) throw new ApiError('bad_request', { fields: [{ path: 'result.index', message: String(index) }] });
  await requireFitOutput(deps, pass, [report.result]);
  await deps.db.transaction().execute(async (trx) => {
    const job = await lockRunning(trx, pass);
    await recordAll(trx, await keepStep(deps, trx, job, await stepsOf(trx, job.id), report.result));
  });
}

/**
 * Writes a step's result down and keeps its files; those of a job's last step wait for its creation.
 * Answers what to tell the author: nothing when it was delivered before. `job` is locked and runs.
 */
export async function keepStep(
  deps: Deps,
  trx: Trx,
  job: JobRow,
  steps: readonly PlannedStep[],
  result: StepResult,
): Promise<readonly News[]> {
  const step = steps[result.index];
  const missing = steps.findIndex((planned) => !isDelivered(planned));
  if (!step) throw new ApiError('bad_request', { fields: [{ path: 'index', message: String(steps.length) }] });
  if (isDelivered(step)) return [];
  if (missing < step.position) throw new ApiError('bad_request', { fields: [{ path: 'index', message: String(missing) }] });
  if (step.kind === 'text' && result.text.trim() === '') throw new ApiError('bad_request', { fields: [{ path: 'text', message: '' }] });
  if (step.kind !== 'text') {
    const delivery = { jobId: job.id, creationId: job.creation_id, step: step.position, attempt: job.attempt, as: 'step' as const };
    if (!(await keepUploads(trx, delivery))) throw new ApiError('bad_media', { detail: 'the main file was not uploaded' });
  }
  const now = deps.now();
  const clean = { ...result, prompt: storable(result.prompt), text: storable(result.text), model: storable(result.model) };
  await trx
    .updateTable('job_step')
    .set({ result: JSON.stringify(clean), delivered_attempt: job.attempt, delivered_at: now })
    .where('job_id', '=', job.id)
    .where('position', '=', step.position)
    .execute();
  const next = steps[step.position + 1];
  if (next) await trx.updateTable('job').set({ engine: next.engine }).where('id', '=', job.id).execute();
  const { index, engine, model, tokens, durationMs } = clean;
  const event = { type: 'step' as const, at: now.toISOString(), job: idFromUuid(job.id), step: index, engine, model, tokens, durationMs };
  return [{ member: job.author_id, event }];
}
