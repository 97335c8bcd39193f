import type { Trx } from '../deps.ts';
import { recordEvent } from '../event/record.ts';
import { walletOf } from '../ledger/wallet.ts';
import { jobView } from './view.ts';

/** Stores the job's new state, and the wallet when tokens moved, as events of its author. Call last in the transaction. */
export async function tellJob(trx: Trx, now: Date, jobUuid: string, options: { readonly wallet: boolean }): Promise<void> {
  const row = await trx.selectFrom('job').selectAll().where('id', '=', jobUuid).executeTakeFirstOrThrow();
  const { lang } = await trx.selectFrom('member').select('lang').where('id', '=', row.author_id).executeTakeFirstOrThrow();
  const at = now.toISOString();
  await recordEvent(trx, row.author_id, { type: 'job', at, job: await jobView(trx, now, row, lang) });
  if (options.wallet) await recordEvent(trx, row.author_id, { type: 'wallet', at, wallet: await walletOf(trx, row.author_id) });
}
