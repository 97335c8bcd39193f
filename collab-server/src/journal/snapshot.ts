import { createHash } from 'node:crypto';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Tables } from '@oto/schema/db/tables';
import type { Fence } from '../lease/fence.ts';
import { lockSnapshots } from './lock.ts';
import { thin } from './retention.ts';

export type Snapshot = { readonly upto: bigint; readonly state: Uint8Array };
export type Row = { readonly id: bigint; readonly update: Uint8Array; readonly actor: string };
/** `corrupt` counts the snapshots that were passed over. */
export type Stored = { readonly snapshot: Snapshot | null; readonly tail: readonly Row[]; readonly corrupt: number };

/** No sound snapshot stands from which the journal is whole: what is left would be a torn document. */
export class TornJournal extends Error {
  constructor(document: string, corrupt: number) {
    super(`${document}: ${corrupt} corrupt snapshots and no whole journal`);
    this.name = 'TornJournal';
  }
}

/**
 * The newest snapshot whose checksum holds and every journal row after it; the whole journal when no
 * snapshot stands. Throws TornJournal when the rows after the best snapshot are no longer all there.
 */
export async function readStored(db: Kysely<Tables>, document: string): Promise<Stored> {
  return (await readNewest(db, document)) ?? readSound(db, document);
}

type Piece = {
  readonly piece: 'snapshot' | 'trimmed' | 'row';
  readonly at: string;
  readonly bytes: Buffer | null;
  readonly sha256: Buffer | null;
  readonly actor: string | null;
};

/** All in one question, hence on one view of the database; null when the newest snapshot does not stand. */
async function readNewest(db: Kysely<Tables>, document: string): Promise<Stored | null> {
  const { rows } = await sql<Piece>`
    with newest as (
      select upto, state, sha256 from collab.snapshot where document = ${document} order by upto desc limit 1)
    select 'snapshot' as piece, upto as at, state as bytes, sha256, null as actor from newest
    union all
    select 'trimmed', upto, null, null, null from collab.trimmed where document = ${document}
    union all
    select 'row', id, update, null, actor from collab.journal
    where document = ${document} and id > coalesce((select upto from newest), 0)
    order by at`.execute(db);
  let snapshot: Snapshot | null = null;
  let trimmed: bigint | null = null;
  const tail: Row[] = [];
  for (const { piece, at, bytes, sha256, actor } of rows) {
    if (piece === 'trimmed') trimmed = BigInt(at);
    else if (piece === 'row' && bytes) tail.push({ id: BigInt(at), update: bytes, actor: actor ?? '' });
    else if (bytes && sha256 && checksum(bytes).equals(sha256)) snapshot = { upto: BigInt(at), state: bytes };
    else return null;
  }
  if (trimmed !== null && (snapshot === null || snapshot.upto < trimmed)) return null;
  return { snapshot, tail, corrupt: 0 };
}

/** The slow way, which passes over what does not stand. */
function readSound(db: Kysely<Tables>, document: string): Promise<Stored> {
  return unmoved(db, async (transaction) => {
    const { snapshot, corrupt } = await baseOf(transaction, document, null);
    const tail = await transaction
      .selectFrom('collab.journal')
      .select(['id', 'update', 'actor'])
      .where('document', '=', document)
      .where('id', '>', (snapshot?.upto ?? 0n).toString())
      .orderBy('id')
      .execute();
    return { snapshot, tail: tail.map((row) => ({ id: BigInt(row.id), update: row.update, actor: row.actor })), corrupt };
  });
}

/** Runs `work` on one view of the database, so that no snapshot or row leaves between two questions. */
export function unmoved<T>(db: Kysely<Tables>, work: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> {
  return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work);
}

/**
 * The newest sound snapshot at or before row `at` (null: of all), from which the journal is whole;
 * a null snapshot when the journal is whole from its beginning. Throws TornJournal otherwise.
 */
export async function baseOf(
  transaction: Transaction<Tables>,
  document: string,
  at: bigint | null,
): Promise<{ readonly snapshot: Snapshot | null; readonly corrupt: number }> {
  const trimmed = await transaction.selectFrom('collab.trimmed').select('upto').where('document', '=', document).executeTakeFirst();
  let candidates = transaction.selectFrom('collab.snapshot').select('upto').where('document', '=', document);
  if (at !== null) candidates = candidates.where('upto', '<=', at.toString());
  let corrupt = 0;
  for (const { upto } of await candidates.orderBy('upto', 'desc').execute()) {
    // A snapshot at the very row that is asked needs no journal.
    if (trimmed && BigInt(upto) < BigInt(trimmed.upto) && BigInt(upto) !== at) break;
    const row = await transaction
      .selectFrom('collab.snapshot')
      .select(['state', 'sha256'])
      .where('document', '=', document)
      .where('upto', '=', upto)
      .executeTakeFirstOrThrow();
    if (checksum(row.state).equals(row.sha256)) return { snapshot: { upto: BigInt(upto), state: row.state }, corrupt };
    corrupt++;
  }
  if (trimmed) throw new TornJournal(document, corrupt);
  return { snapshot: null, corrupt };
}

/**
 * Stores `state`, which must hold every journal row of the document up to `upto`, and thins what is
 * older. Does nothing (false) when another compaction runs or the lease is lost.
 */
export async function writeSnapshot(
  db: Kysely<Tables>,
  document: string,
  snapshot: Snapshot,
  holder: string,
  fence: Fence,
): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    if (!(await lockSnapshots(transaction, document))) return false;
    if (!(await holdsLease(transaction, holder, fence))) return false;
    await insertSnapshot(transaction, document, snapshot);
    await thin(transaction, document);
    return true;
  });
}

/**
 * Whether this replica still holds the tile; nobody can take it over before the transaction ends. A replica
 * that stands still within the transaction loses it after a second, so that it keeps nobody waiting.
 */
export async function holdsLease(transaction: Transaction<Tables>, holder: string, fence: Fence): Promise<boolean> {
  const { rows } = await sql`
    select set_config('idle_in_transaction_session_timeout', '1000', true) from collab.lease
    where tile = ${fence.tile} and epoch = ${fence.epoch.toString()} and holder = ${holder} and expires_at > clock_timestamp()
    for share`.execute(transaction);
  return rows.length > 0;
}

/** Writes over a snapshot of the same row: it may be the corrupt one that was passed over. */
export async function insertSnapshot(transaction: Transaction<Tables>, document: string, snapshot: Snapshot): Promise<void> {
  const state = Buffer.from(snapshot.state);
  await sql`
    insert into collab.snapshot (document, upto, state, sha256)
    values (${document}, ${snapshot.upto.toString()}, ${state}, ${checksum(state)})
    on conflict (document, upto) do update set state = excluded.state, sha256 = excluded.sha256`.execute(transaction);
}

export function checksum(state: Uint8Array): Buffer {
  return createHash('sha256').update(state).digest();
}
