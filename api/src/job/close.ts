import type { Failure } from '@oto/schema/job/state';
import type { Trx } from '../deps.ts';
import { unpinNote } from '../creation/pin.ts';
import { voidHolds } from '../ledger/job-holds.ts';
import { tellJob } from './tell.ts';
import type { JobRow } from './view.ts';

export type Ending = { readonly state: 'cancelled' } | { readonly state: 'failed'; readonly code: Failure; readonly detail: string };

/**
 * Ends a job without a result: its tokens go back, its ghost leaves the board, its author is told.
 * `job` must be locked by this transaction and not final.
 */
export async function closeJob(trx: Trx, now: Date, job: Pick<JobRow, 'id' | 'creation_id'>, ending: Ending): Promise<void> {
  await voidHolds(trx, job.id);
  await unpinNote(trx, job.creation_id);
  await trx.updateTable('creation').set({ state: 'failed' }).where('id', '=', job.creation_id).execute();
  await trx
    .updateTable('job')
    .set({
      state: ending.state,
      finished_at: now,
      lease_until: null,
      charged: 0,
      error_code: ending.state === 'failed' ? ending.code : null,
      error_detail: ending.state === 'failed' ? ending.detail.slice(0, 2000) : null,
    })
    .where('id', '=', job.id)
    .execute();
  await tellJob(trx, now, job.id, { wallet: true });
}
