import type { Failure } from '@oto/schema/job/state';
import type { Deps, Trx } from '../deps.ts';
import { unpinNote } from '../creation/pin.ts';
import { recordAll } from '../event/record-all.ts';
import { lockDraws, returnDraws } from '../jar/return-draws.ts';
import { voidHolds } from '../ledger/job-holds.ts';
import { notifyOfJob } from '../notification/of-job.ts';
import { recordProvenance } from '../provenance/record.ts';
import { endAttempt, storable } from '../worker/attempt.ts';
import { isDelivered, stepsOf } from './delivered.ts';
import { keepResult, type Kept } from './result.ts';
import { earnedNews } from './earned.ts';
import { jobNews } from './tell.ts';
import type { JobRow } from './view.ts';

export type Ending = { readonly state: 'cancelled' } | { readonly state: 'failed'; readonly code: Failure; readonly detail: string };

const DETAIL_MAX = 2000;

/**
 * Ends a job without its whole result: its ghost leaves the board, its author is told. A failed chain keeps
 * what it delivered, in private, and only that is paid for; of anything else all tokens go back.
 * `job` must be locked by this transaction, its author too (see lock-author), and not be final.
 */
export async function closeJob(deps: Deps, trx: Trx, job: JobRow, ending: Ending): Promise<void> {
  const now = deps.now();
  await unpinNote(trx, job.creation_id);
  const part = ending.state === 'failed' ? await keepPart(deps, trx, job) : null;
  if (!part) {
    await lockDraws(trx, job.id);
    await voidHolds(trx, job.id);
    await returnDraws(trx, now, job.id);
    await trx.updateTable('creation').set({ state: 'failed' }).where('id', '=', job.creation_id).execute();
  }
  const detail = ending.state === 'failed' ? storable(ending.detail).slice(0, DETAIL_MAX) : null;
  await trx
    .updateTable('job')
    .set({
      state: ending.state,
      finished_at: now,
      lease_until: null,
      charged: part?.charged ?? 0,
      kept: part?.kind ?? null,
      error_code: ending.state === 'failed' ? ending.code : null,
      error_detail: detail,
    })
    .where('id', '=', job.id)
    .execute();
  await endAttempt(trx, job, now, { code: ending.state === 'failed' ? ending.code : 'cancelled', detail: detail ?? '' });
  if (part) await recordProvenance(deps, trx, job.creation_id);
  await recordAll(trx, [
    ...(await earnedNews(trx, now, part?.earnings ?? [], null)),
    ...(await jobNews(trx, now, job.id, { wallet: true })),
  ]);
  await notifyOfJob(trx, now, job.id);
}

async function keepPart(deps: Deps, trx: Trx, job: JobRow): Promise<Kept | null> {
  const delivered = (await stepsOf(trx, job.id)).filter(isDelivered);
  return delivered.length === 0 ? null : keepResult(deps, trx, job, delivered);
}
