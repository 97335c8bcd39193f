import type { Transaction } from 'kysely';
import type { Tables } from '@oto/schema/db/tables';
import { checksum } from '../journal/snapshot.ts';
import { exactAfter, replayTo, type Chain } from './chain.ts';
import { changesBetween, EMPTY_LAYOUT, isSilent, tell, type Layout } from './layout.ts';
import type { Moment } from './moments.ts';
import { Replay } from './replay.ts';
import type { StandingToday } from './today.ts';

/** Snapshots compared for one page. */
const COMPARED_MAX = 32;

export type Days = { readonly moments: readonly Moment[]; readonly next: bigint | null };

/**
 * The part of a document's past whose rows are gone, newest first: each daily snapshot before row
 * `before` against the one before it. Nobody's name stands in them. `next` is where the next page
 * goes on, null when this document has no more.
 */
export async function dailyMoments(
  transaction: Transaction<Tables>,
  chain: Chain,
  document: string,
  before: bigint,
  today: StandingToday,
): Promise<Days> {
  const exact = await exactAfter(transaction, document);
  if (!exact) return { moments: [], next: null };
  const rows = await transaction
    .selectFrom('collab.snapshot')
    .select(['upto', 'at'])
    .where('document', '=', document)
    .where('upto', '<', before.toString())
    .where('upto', '<=', exact.id.toString())
    .orderBy('upto', 'desc')
    .limit(COMPARED_MAX + 1)
    .execute();
  const moments: Moment[] = [];
  let later: { readonly id: bigint; readonly at: number; readonly layout: Layout } | null = null;
  const compare = async (earlier: Layout) => {
    if (!later) return;
    const changes = changesBetween(earlier, later.layout);
    await today.look([...changes.ties.values()].flatMap((tie) => [tie.before, tie.after]));
    const told = tell(changes, today);
    if (!isSilent(told)) moments.push({ first: later.id, id: later.id, at: later.at, by: null, ...told });
  };
  for (const { upto, at } of rows) {
    const layout = await soundLayout(transaction, document, upto);
    if (!layout) continue;
    await compare(layout);
    later = { id: BigInt(upto), at: at.getTime(), layout };
  }
  if (rows.length > COMPARED_MAX) return { moments, next: later ? later.id + 1n : BigInt(rows.at(-1)?.upto ?? 0) };
  await compare(await lastLayoutBefore(transaction, chain, document));
  return { moments, next: null };
}

/** How the epoch before this document's ended. */
async function lastLayoutBefore(transaction: Transaction<Tables>, chain: Chain, document: string): Promise<Layout> {
  const previous = chain.documents[chain.documents.indexOf(document) + 1];
  if (previous === undefined) return EMPTY_LAYOUT;
  using replay = await replayTo(transaction, previous, null);
  return replay.layout;
}

async function soundLayout(transaction: Transaction<Tables>, document: string, upto: string): Promise<Layout | null> {
  const row = await transaction
    .selectFrom('collab.snapshot')
    .select(['state', 'sha256'])
    .where('document', '=', document)
    .where('upto', '=', upto)
    .executeTakeFirstOrThrow();
  if (!checksum(row.state).equals(row.sha256)) return null;
  using replay = new Replay(row.state);
  return replay.layout;
}
