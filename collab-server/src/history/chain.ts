import { sql, type Transaction } from 'kysely';
import { regionName } from '@oto/schema/board/document-name';
import type { Tables } from '@oto/schema/db/tables';
import type { Plot } from '@oto/schema/geometry/lattice';
import { REWRITE } from '../document/actor.ts';
import { baseOf, TornJournal } from '../journal/snapshot.ts';
import type { Changes } from './layout.ts';
import type { Step } from './moments.ts';
import { Replay } from './replay.ts';

/**
 * The documents of a plot through its epochs, newest first. Rows of a later epoch have higher
 * numbers than all of an earlier one, so a number names one place in the whole chain.
 */
export type Chain = { readonly newest: string; readonly documents: readonly string[] };
export type Place = { readonly document: string; readonly id: bigint; readonly at: number };

/** Rows fetched at once. */
const FETCHED = 500;
/** Rows that one rebuild may play. */
export const REPLAYED_MAX = 100_000;
/** Higher than every row's number. */
export const LAST_ROW = 2n ** 63n - 1n;

/** More would have to be played than one request may ask for. */
export class TooLong extends Error {}

/** Null when nobody claimed the plot. */
export async function chainOf(transaction: Transaction<Tables>, plot: Plot): Promise<Chain | null> {
  const row = await transaction.selectFrom('plot').select('epoch').where('x', '=', plot.x).where('y', '=', plot.y).executeTakeFirst();
  if (!row) return null;
  return {
    newest: regionName(plot, row.epoch),
    documents: Array.from({ length: row.epoch }, (_, index) => regionName(plot, row.epoch - index)),
  };
}

export type Mark = { readonly id: bigint; readonly at: number };

/**
 * The snapshot after which every row of a document is still there; null when the whole journal is.
 * `at` is in milliseconds since 1970.
 */
export async function exactAfter(transaction: Transaction<Tables>, document: string): Promise<Mark | null> {
  const trimmed = await transaction.selectFrom('collab.trimmed').select('upto').where('document', '=', document).executeTakeFirst();
  if (!trimmed) return null;
  const row = await transaction
    .selectFrom('collab.snapshot')
    .select(['upto', 'at'])
    .where('document', '=', document)
    .where('upto', '>=', trimmed.upto)
    .orderBy('upto')
    .limit(1)
    .executeTakeFirst();
  if (!row) throw new TornJournal(document, 0);
  return { id: BigInt(row.upto), at: row.at.getTime() };
}

/** When the exact past of a plot begins (ms since 1970); null when all of it can be played. */
export async function exactSince(transaction: Transaction<Tables>, chain: Chain): Promise<number | null> {
  for (const document of chain.documents) {
    const mark = await exactAfter(transaction, document);
    if (mark) return mark.at;
  }
  return null;
}

/** Where journal row or snapshot `id` lies; null when it is none of this plot's, or gone. */
export async function placeOf(transaction: Transaction<Tables>, chain: Chain, id: bigint): Promise<Place | null> {
  const row =
    (await transaction
      .selectFrom('collab.journal')
      .select(['document', 'at'])
      .where('id', '=', id.toString())
      .where('document', 'in', chain.documents)
      .executeTakeFirst()) ??
    (await transaction
      .selectFrom('collab.snapshot')
      .select(['document', 'at'])
      .where('upto', '=', id.toString())
      .where('document', 'in', chain.documents)
      .executeTakeFirst());
  return row ? { document: row.document, id, at: row.at.getTime() } : null;
}

/** The last place of the chain at or before `at` (ms since 1970) that can be rebuilt; null when there is none. */
export async function lastPlace(transaction: Transaction<Tables>, chain: Chain, at: number): Promise<Place | null> {
  for (const document of chain.documents) {
    const row =
      (await transaction
        .selectFrom('collab.journal')
        .select(['id', 'at'])
        .where('document', '=', document)
        .where('id', '>', ((await exactAfter(transaction, document))?.id ?? 0n).toString())
        .where('at', '<=', new Date(at))
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst()) ??
      (await transaction
        .selectFrom('collab.snapshot')
        .select(['upto as id', 'at'])
        .where('document', '=', document)
        .where('at', '<=', new Date(at))
        .orderBy('upto', 'desc')
        .limit(1)
        .executeTakeFirst());
    if (row) return { document, id: BigInt(row.id), at: row.at.getTime() };
  }
  return null;
}

/** The document as it was right after row `upto`; null: as it is now. Throws TornJournal and TooLong. */
export async function replayTo(transaction: Transaction<Tables>, document: string, upto: bigint | null): Promise<Replay> {
  const { snapshot } = await baseOf(transaction, document, upto);
  const replay = new Replay(snapshot?.state ?? null);
  await playOn(transaction, document, replay, snapshot?.upto ?? 0n, upto, null);
  return replay;
}

/**
 * What each of the document's rows after `after` up to `upto` changed; where the snapshot before them
 * is damaged, only of those after the next sound one. Throws TooLong.
 */
export async function stepsOf(transaction: Transaction<Tables>, document: string, after: bigint, upto: bigint): Promise<readonly Step[]> {
  const from = await playableFrom(transaction, document, after, upto);
  if (from === null) return [];
  using replay = await replayTo(transaction, document, from);
  const steps: Step[] = [];
  await playOn(transaction, document, replay, from, upto, (step) => steps.push(step));
  return steps;
}

/** `at`, or the next row at which the document can be rebuilt if it cannot be there; null when there is none up to `upto`. */
export async function playableFrom(transaction: Transaction<Tables>, document: string, at: bigint, upto: bigint): Promise<bigint | null> {
  try {
    await baseOf(transaction, document, at);
    return at;
  } catch (error) {
    if (!(error instanceof TornJournal)) throw error;
  }
  const { rows } = await sql<{ upto: string }>`
    select upto from collab.snapshot
    where document = ${document} and upto > ${at.toString()} and upto <= ${upto.toString()} and sha256(state) = sha256
      and upto >= (select upto from collab.trimmed where document = ${document})
    order by upto limit 1`.execute(transaction);
  return rows[0] ? BigInt(rows[0].upto) : null;
}

async function playOn(
  transaction: Transaction<Tables>,
  document: string,
  replay: Replay,
  after: bigint,
  upto: bigint | null,
  onStep: ((step: Step) => void) | null,
): Promise<void> {
  const end = upto ?? LAST_ROW;
  let last = after;
  for (let played = 0; played < REPLAYED_MAX; played += FETCHED) {
    const rows = await transaction
      .selectFrom('collab.journal')
      .select(['id', 'update', 'actor', 'at'])
      .where('document', '=', document)
      .where('id', '>', last.toString())
      .where('id', '<=', end.toString())
      .orderBy('id')
      .limit(FETCHED)
      .execute();
    for (const row of rows) {
      const changes: Changes = await replay.play(row.update);
      // A new epoch begins with all that stood, which is no change.
      if (row.actor !== REWRITE) onStep?.({ id: BigInt(row.id), at: row.at.getTime(), actor: row.actor, changes });
    }
    if (rows.length < FETCHED) return;
    last = BigInt(rows.at(-1)?.id ?? last);
  }
  throw new TooLong();
}
