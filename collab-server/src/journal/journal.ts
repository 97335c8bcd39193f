import { sql, type Kysely } from 'kysely';
import type { Tables } from '@oto/schema/db/tables';
import { err, ok, type Result } from '@oto/schema/base/result';
import type { Fence } from '../lease/lease.ts';

export type Entry = { readonly document: string; readonly update: Uint8Array; readonly actor: string; readonly fence: Fence };
export type AppendCode = 'lease_lost';

/** Entries of one commit; more wait for the next. */
const BATCH_MAX = 512;
const BATCH_BYTES_MAX = 8 * 1024 * 1024;

type Waiting = {
  readonly entry: Entry;
  readonly resolve: (result: Result<bigint, AppendCode>) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * The append-only record of every change of every document. One flush runs at a time, and the next
 * starts as soon as it returns, so a burst shares one commit.
 */
export class Journal {
  readonly #db: Kysely<Tables>;
  readonly #holder: string;
  #queue: Waiting[] = [];
  #flushing: Promise<void> | null = null;

  constructor(db: Kysely<Tables>, holder: string) {
    this.#db = db;
    this.#holder = holder;
  }

  /**
   * Resolves with the entry's number once it is committed, or with `lease_lost` when this replica
   * no longer holds the document's tile. Rejects when the database cannot be asked; then the entry
   * may or may not be in the journal.
   */
  append(entry: Entry): Promise<Result<bigint, AppendCode>> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ entry, resolve, reject });
      this.#flushing ??= new Promise<void>((done) => setImmediate(done)).then(() => this.#drain());
    });
  }

  /** Resolves when nothing waits to be written. */
  async settled(): Promise<void> {
    while (this.#flushing !== null) await this.#flushing;
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) await this.#flush(this.#take());
    this.#flushing = null;
  }

  #take(): Waiting[] {
    let count = 0;
    let bytes = 0;
    for (const { entry } of this.#queue) {
      bytes += entry.update.byteLength;
      if (count > 0 && (count >= BATCH_MAX || bytes > BATCH_BYTES_MAX)) break;
      count++;
    }
    return this.#queue.splice(0, count);
  }

  async #flush(batch: readonly Waiting[]): Promise<void> {
    try {
      const written = await this.#insert(batch.map(({ entry }) => entry));
      for (const [index, waiting] of batch.entries()) {
        const id = written.get(index + 1);
        waiting.resolve(id === undefined ? err('lease_lost') : ok(id));
      }
    } catch (error) {
      for (const waiting of batch) waiting.reject(error);
    }
  }

  /**
   * Number of each written entry by its position from 1. The share lock on the lease rows makes a
   * replica that takes a tile over wait for this commit, so it loads all that was acknowledged.
   */
  async #insert(entries: readonly Entry[]): Promise<ReadonlyMap<number, bigint>> {
    const { rows } = await sql<{ places: number[] | null; ids: string[] | null }>`
      with batch as (
        select * from unnest(
          ${entries.map((entry) => entry.document)}::text[],
          ${entries.map((entry) => Buffer.from(entry.update))}::bytea[],
          ${entries.map((entry) => entry.actor)}::text[],
          ${entries.map((entry) => entry.fence.tile)}::text[],
          ${entries.map((entry) => entry.fence.epoch.toString())}::bigint[]
        ) with ordinality as b(document, update, actor, tile, epoch, place)),
      lease as (
        select tile, epoch from collab.lease
        where holder = ${this.#holder} and expires_at > clock_timestamp() and tile in (select tile from batch)
        for share),
      kept as materialized (select batch.* from batch join lease using (tile, epoch)),
      written as (
        insert into collab.journal (document, update, actor)
        select document, update, actor from kept order by place
        returning id)
      select
        (select array_agg(place::int order by place) from kept) as places,
        (select array_agg(id::text order by id) from written) as ids`.execute(this.#db);
    const places = rows[0]?.places ?? [];
    const ids = rows[0]?.ids ?? [];
    return new Map(places.map((place, index) => [place, BigInt(ids[index] ?? 0)]));
  }
}
