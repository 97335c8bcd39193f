import { createHash } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { Tables } from '@oto/schema/db/tables';
import type { Fence } from '../lease/lease.ts';

/** Days that a journal row outlives the snapshots that contain it. */
export const JOURNAL_DAYS = 30;
const SNAPSHOTS_KEPT = 2;

export type Snapshot = { readonly upto: bigint; readonly state: Uint8Array };
export type Row = { readonly id: bigint; readonly update: Uint8Array; readonly actor: string };
export type Stored = { readonly snapshot: Snapshot | null; readonly tail: readonly Row[]; readonly corrupt: number };

/** The newest snapshot whose checksum holds, and every journal row after it. */
export async function readStored(db: Kysely<Tables>, document: string): Promise<Stored> {
  const snapshots = await db
    .selectFrom('collab.snapshot')
    .select(['upto', 'state', 'sha256'])
    .where('document', '=', document)
    .orderBy('upto', 'desc')
    .execute();
  const sound = snapshots.find((row) => checksum(row.state).equals(row.sha256));
  const upto = sound?.upto ?? '0';
  const tail = await db
    .selectFrom('collab.journal')
    .select(['id', 'update', 'actor'])
    .where('document', '=', document)
    .where('id', '>', upto)
    .orderBy('id')
    .execute();
  return {
    snapshot: sound ? { upto: BigInt(sound.upto), state: sound.state } : null,
    tail: tail.map((row) => ({ id: BigInt(row.id), update: row.update, actor: row.actor })),
    corrupt: sound ? snapshots.indexOf(sound) : snapshots.length,
  };
}

/**
 * Stores `state`, which must hold every journal row of the document up to `upto`, keeps the newest
 * two snapshots, and drops journal rows that both contain and that are older than JOURNAL_DAYS.
 * Does nothing (false) when another compaction runs or the lease is lost.
 */
export async function writeSnapshot(
  db: Kysely<Tables>,
  document: string,
  snapshot: Snapshot,
  holder: string,
  fence: Fence,
): Promise<boolean> {
  const state = Buffer.from(snapshot.state);
  return db.transaction().execute(async (transaction) => {
    const lock = await sql<{ held: boolean }>`
      select pg_try_advisory_xact_lock(hashtext('collab.snapshot'), hashtext(${document})) as held`.execute(transaction);
    if (!lock.rows[0]?.held) return false;
    const lease = await sql`
      select 1 from collab.lease
      where tile = ${fence.tile} and epoch = ${fence.epoch.toString()} and holder = ${holder} and expires_at > clock_timestamp()
      for share`.execute(transaction);
    if (lease.rows.length === 0) return false;
    await sql`
      insert into collab.snapshot (document, upto, state, sha256)
      values (${document}, ${snapshot.upto.toString()}, ${state}, ${checksum(state)})
      on conflict do nothing`.execute(transaction);
    await sql`
      delete from collab.snapshot where document = ${document} and upto not in (
        select upto from collab.snapshot where document = ${document} order by upto desc limit ${SNAPSHOTS_KEPT})`.execute(transaction);
    await sql`
      delete from collab.journal where document = ${document}
        and at < now() - make_interval(days => ${JOURNAL_DAYS})
        and id <= (select min(upto) from collab.snapshot where document = ${document} having count(*) >= ${SNAPSHOTS_KEPT})`.execute(
      transaction,
    );
    return true;
  });
}

export function checksum(state: Uint8Array): Buffer {
  return createHash('sha256').update(state).digest();
}
