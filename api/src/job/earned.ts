import { idFromUuid } from '@oto/schema/base/id';
import type { Trx } from '../deps.ts';
import { broadcast } from '../event/broadcast.ts';
import type { News } from '../event/record-all.ts';
import type { Earning } from '../ledger/settle-job.ts';
import { walletEvent } from '../ledger/tell-wallet.ts';

/** Tells whoever earned by a job what they have now; answers the news of it. `creation` (uuid): null when nobody else may see it. */
export async function earnedNews(trx: Trx, now: Date, earnings: readonly Earning[], creation: string | null): Promise<readonly News[]> {
  const at = now.toISOString();
  for (const { member } of earnings) await broadcast(trx, member, await walletEvent(trx, now, member));
  return earnings.map(({ member, tokens, agents, ancestors }) => ({
    member,
    event: {
      type: 'earned',
      at,
      tokens,
      creation: creation === null ? null : idFromUuid(creation),
      agents: agents.map(idFromUuid),
      ancestors: ancestors.map(idFromUuid),
    },
  }));
}
