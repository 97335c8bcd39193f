import type { ServerEvent } from '@oto/schema/contract/event';
import type { Trx } from '../deps.ts';
import { recordEvent } from './record.ts';

/** An event for one member (uuid). */
export type News = { readonly member: string; readonly event: ServerEvent };

/** Stores events of several members in the order that keeps their locks from crossing. Once, last in the transaction. */
export async function recordAll(trx: Trx, news: readonly News[]): Promise<void> {
  const ordered = news.toSorted((a, b) => (a.member < b.member ? -1 : a.member > b.member ? 1 : 0));
  for (const { member, event } of ordered) await recordEvent(trx, member, event);
}
