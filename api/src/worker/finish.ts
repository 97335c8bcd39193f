import type { z } from 'zod';
import { idFromUuid } from '@oto/schema/base/id';
import type { FinishAnswer, FinishReport } from '@oto/schema/contract/worker';
import { emitLight } from '../creation/light.ts';
import { seatedNote, type SeatedNote } from '../creation/note-record.ts';
import { pinNote } from '../creation/pin.ts';
import { publishedNews } from '../creation/published-news.ts';
import type { Deps, Trx } from '../deps.ts';
import { recordAll, type News } from '../event/record-all.ts';
import { ApiError } from '../http/api-error.ts';
import { isDelivered, stepsOf } from '../job/delivered.ts';
import { earnedNews } from '../job/earned.ts';
import { lockAuthorOf } from '../job/lock-author.ts';
import { keepResult } from '../job/result.ts';
import { jobNews } from '../job/tell.ts';
import type { JobRow } from '../job/view.ts';
import { notifyOfFork } from '../notification/of-fork.ts';
import { notifyOfJob } from '../notification/of-job.ts';
import { recordProvenance } from '../provenance/record.ts';
import { tellPublished } from '../webhook/tell-note.ts';
import { endAttempt } from './attempt.ts';
import { collabPass, regionAddress } from './collab-pass.ts';
import type { JobPass } from './credential.ts';
import { keepStep } from './deliver.ts';
import { lockAttempt } from './lease.ts';
import { requireFitOutput } from './output-check.ts';

/**
 * Makes a result durable and pays for it, in one transaction: the steps not delivered before, the
 * creation with its media, the capture, the note for the board. Repeating it answers the same; an
 * attempt that lost the job is refused with stale_attempt, one without its media with bad_media, one
 * with a step missing with bad_request, one whose text is not fit to be kept with engine_blocked.
 */
export async function finishJob(deps: Deps, pass: JobPass, report: z.output<typeof FinishReport>): Promise<FinishAnswer> {
  if (report.attempt !== pass.attempt) throw new ApiError('stale_attempt');
  await requireFitOutput(deps, pass, report.steps);
  const note = await deps.db.transaction().execute(async (trx) => {
    await lockAuthorOf(trx, pass.jobUuid);
    const job = await lockAttempt(trx, pass);
    if (job.state === 'succeeded') return { job, seated: await seatedNote(trx, job.creation_id) };
    if (job.state !== 'running') throw new ApiError('stale_attempt');
    return { job, seated: await complete(deps, trx, job, report) };
  });
  return answer(deps, pass.worker, note.job, note.seated);
}

async function complete(deps: Deps, trx: Trx, job: JobRow, report: z.output<typeof FinishReport>): Promise<SeatedNote | null> {
  const now = deps.now();
  const news: News[] = [];
  let steps = await stepsOf(trx, job.id);
  for (const result of report.steps.toSorted((a, b) => a.index - b.index)) {
    news.push(...(await keepStep(deps, trx, job, steps, result)));
    steps = await stepsOf(trx, job.id);
  }
  const delivered = steps.filter(isDelivered);
  if (delivered.length < steps.length) throw new ApiError('bad_request', { fields: [{ path: 'steps', message: `${steps.length}` }] });
  const kept = await keepResult(deps, trx, job, delivered);
  if (!kept) throw new ApiError('bad_media', { detail: 'the main file was not uploaded' });
  if (job.place === 'board') {
    await trx.updateTable('creation').set({ visibility: 'published', published_at: now }).where('id', '=', job.creation_id).execute();
  }
  await trx
    .updateTable('job')
    .set({ state: 'succeeded', charged: kept.charged, finished_at: now, lease_until: null, pct: 100, phase: '', error_detail: null })
    .where('id', '=', job.id)
    .execute();
  await endAttempt(trx, job, now, { code: 'done', detail: '' });
  const note = await pinNote(trx, job.creation_id);
  await recordProvenance(deps, trx, job.creation_id);

  if (note) await emitLight(trx, job.creation_id, kept.earnings);
  await recordAll(trx, [
    ...news,
    ...(await earnedNews(trx, now, kept.earnings, note ? job.creation_id : null)),
    ...(await jobNews(trx, now, job.id, { wallet: job.price > 0 })),
    ...(note ? await publishedNews(trx, now, job.creation_id) : []),
  ]);
  if (note) await notifyOfFork(trx, now, job.creation_id);
  if (note) await tellPublished(trx, now, deps.config.publicUrl, job.creation_id);
  await notifyOfJob(trx, now, job.id);
  return note;
}

/** A published note comes with the right to set exactly its record, for the worker that stands on the board. */
async function answer(deps: Deps, worker: string, job: JobRow, note: SeatedNote | null): Promise<FinishAnswer> {
  const creation = idFromUuid(job.creation_id);
  if (!note) return { creation };
  const address = regionAddress(note.plot);
  const pass = await collabPass(deps, worker, address.document, creation, note.record);
  return { creation, pin: { ...address, pass, note: creation, record: note.record } };
}
