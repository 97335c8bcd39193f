import { idFromUuid } from '@oto/schema/base/id';
import type { FinishAnswer, FinishReport } from '@oto/schema/contract/worker';
import { seatedNote, type SeatedNote } from '../creation/note-record.ts';
import { pinNote } from '../creation/pin.ts';
import { publishedNews } from '../creation/published-news.ts';
import { titleOf } from '../creation/title.ts';
import type { Deps, Trx } from '../deps.ts';
import { broadcast } from '../event/broadcast.ts';
import { recordAll } from '../event/record-all.ts';
import { ApiError } from '../http/api-error.ts';
import { jobNews } from '../job/tell.ts';
import type { JobRow } from '../job/view.ts';
import { settleJob } from '../ledger/settle-job.ts';
import { walletOf } from '../ledger/wallet.ts';
import { collabPass, regionAddress } from './collab-pass.ts';
import type { JobPass } from './credential.ts';
import { lockAttempt } from './lease.ts';
import { liveEngines } from './live-engines.ts';

/**
 * Makes a result durable and pays for it, in one transaction: the creation with its steps and
 * media, the capture, the note for the board. Repeating it answers the same; an attempt that lost
 * the job is refused with stale_attempt, one without its media with bad_media.
 */
export async function finishJob(deps: Deps, pass: JobPass, report: FinishReport): Promise<FinishAnswer> {
  if (report.attempt !== pass.attempt) throw new ApiError('stale_attempt');
  const note = await deps.db.transaction().execute(async (trx) => {
    const job = await lockAttempt(trx, pass);
    if (job.state === 'succeeded') return { job, seated: await seatedNote(trx, job.creation_id) };
    if (job.state !== 'running') throw new ApiError('stale_attempt');
    return { job, seated: await complete(deps, trx, job, report) };
  });
  return answer(deps, pass.worker, note.job, note.seated);
}

async function complete(deps: Deps, trx: Trx, job: JobRow, report: FinishReport): Promise<SeatedNote | null> {
  const now = deps.now();
  const quoted = await trx.selectFrom('job_step').selectAll().where('job_id', '=', job.id).orderBy('position').execute();
  const steps = report.steps.toSorted((a, b) => a.index - b.index);
  if (steps.length !== quoted.length || steps.some((step, index) => step.index !== index)) {
    throw new ApiError('bad_request', { fields: [{ path: 'steps', message: `${quoted.length}` }] });
  }
  const last = steps.at(-1);
  const text = job.kind === 'text' ? (last?.text ?? '') : '';
  if (job.kind === 'text' && text.trim() === '') throw new ApiError('bad_request', { fields: [{ path: 'steps', message: 'no text' }] });
  await keepMedia(trx, job, steps.length - 1);
  await keepSteps(deps, trx, job, steps, quoted);

  const creation = await trx.selectFrom('creation').select(['title', 'prompt']).where('id', '=', job.creation_id).executeTakeFirstOrThrow();
  await trx
    .updateTable('creation')
    .set({
      state: 'done',
      body: text,
      title: creation.title === '' ? titleOf(job.kind, text, creation.prompt) : creation.title,
      trained: steps.some((step) => step.trained),
      ...(job.place === 'board' ? { visibility: 'published' as const, published_at: now } : {}),
    })
    .where('id', '=', job.creation_id)
    .execute();

  const used = steps.reduce((sum, step, index) => sum + Math.min(step.tokens, quoted[index]?.engine_tokens ?? 0), 0);
  const { charged, earners } = await settleJob(trx, job.id, used);
  await trx
    .updateTable('job')
    .set({ state: 'succeeded', charged, finished_at: now, lease_until: null, pct: 100, phase: '' })
    .where('id', '=', job.id)
    .execute();
  const note = await pinNote(trx, job.creation_id);

  const at = now.toISOString();
  for (const earner of earners) await broadcast(trx, earner, { type: 'wallet', at, wallet: await walletOf(trx, earner) });
  const id = idFromUuid(job.id);
  await recordAll(trx, [
    ...steps.map(({ index, engine, model, tokens, durationMs }) => ({
      member: job.author_id,
      event: { type: 'step' as const, at, job: id, step: index, engine, model, tokens, durationMs },
    })),
    ...(await jobNews(trx, now, job.id, { wallet: job.price > 0 })),
    ...(note ? await publishedNews(trx, now, job.creation_id) : []),
  ]);
  return note;
}

/** The last step's uploads become the creation's media. Text has none; every other kind needs its main file. */
async function keepMedia(trx: Trx, job: JobRow, step: number): Promise<void> {
  if (job.kind === 'text') return;
  const uploads = await trx
    .selectFrom('upload')
    .selectAll()
    .where('job_id', '=', job.id)
    .where('step', '=', step)
    .where('attempt', '=', job.attempt)
    .execute();
  if (!uploads.some((upload) => upload.variant === 'main')) throw new ApiError('bad_media', { detail: 'the main file was not uploaded' });
  for (const { variant, sha256, mime, bytes, width, height, duration_ms, peaks } of uploads) {
    await trx
      .insertInto('media')
      .values({ creation_id: job.creation_id, variant, sha256, mime, bytes, width, height, duration_ms, peaks })
      .execute();
  }
}

async function keepSteps(
  deps: Deps,
  trx: Trx,
  job: JobRow,
  steps: FinishReport['steps'],
  quoted: readonly { readonly position: number; readonly agent_version_id: string; readonly engine_tokens: number }[],
): Promise<void> {
  const engines = await liveEngines(trx, deps.now());
  for (const [index, step] of steps.entries()) {
    const plan = quoted[index];
    if (!plan) continue;
    await trx
      .insertInto('creation_step')
      .values({
        creation_id: job.creation_id,
        position: plan.position,
        agent_version_id: plan.agent_version_id,
        engine: step.engine,
        engine_name: engines.get(step.engine)?.name ?? step.engine,
        model: step.model,
        trained: step.trained,
        prompt: step.prompt,
        output: step.text,
        tokens: Math.min(step.tokens, plan.engine_tokens),
        started_at: step.startedAt,
        duration_ms: step.durationMs,
      })
      .execute();
  }
}

/** A published note comes with the right to set exactly its record, for the worker that stands on the board. */
async function answer(deps: Deps, worker: string, job: JobRow, note: SeatedNote | null): Promise<FinishAnswer> {
  const creation = idFromUuid(job.creation_id);
  if (!note) return { creation };
  const address = regionAddress(note.plot);
  const pass = await collabPass(deps, worker, address.document, creation, note.record);
  return { creation, pin: { ...address, pass, note: creation, record: note.record } };
}
