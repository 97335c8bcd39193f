import type { Trx } from '../deps.ts';
import { recordAll, type News } from '../event/record-all.ts';
import { walletEvent } from '../ledger/tell-wallet.ts';
import { jobView } from './view.ts';

/** The job's new state, and the wallet when tokens moved, as news for its author. */
export async function jobNews(trx: Trx, now: Date, jobUuid: string, options: { readonly wallet: boolean }): Promise<readonly News[]> {
  const row = await trx.selectFrom('job').selectAll().where('id', '=', jobUuid).executeTakeFirstOrThrow();
  const member = row.author_id;
  const { lang } = await trx.selectFrom('member').select('lang').where('id', '=', member).executeTakeFirstOrThrow();
  const at = now.toISOString();
  const news: News[] = [{ member, event: { type: 'job', at, job: await jobView(trx, now, row, lang) } }];
  if (options.wallet) news.push({ member, event: await walletEvent(trx, now, member) });
  return news;
}

/** Stores them. Once, last in the transaction. */
export async function tellJob(trx: Trx, now: Date, jobUuid: string, options: { readonly wallet: boolean }): Promise<void> {
  await recordAll(trx, await jobNews(trx, now, jobUuid, options));
}
