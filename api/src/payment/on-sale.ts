import type { Pack } from '@oto/schema/contract/purchase';
import type { Deps } from '../deps.ts';
import { switchesOf } from '../operator/switch.ts';
import { PACKS } from './packs.ts';

/** What may be bought now: nothing without a shop, or while an operator has paused it. */
export async function packsOnSale({ db, payments }: Pick<Deps, 'db' | 'payments'>): Promise<readonly Pack[]> {
  return payments.shop !== null && (await switchesOf(db)).purchase ? PACKS : [];
}
