import type pg from 'pg';
import { err, ok, type Result } from '@oto/schema/base/result';
import type { OutboxFact } from '@oto/schema/contract/outbox';
import type { Plot } from '@oto/schema/geometry/lattice';
import type { Fence } from '../lease/fence.ts';
import { unwatched, type Watch } from '../metric/watch.ts';

/** A plot whose facts an edit was judged by, and the number that plot.rights had then. */
export type Judged = { readonly plot: Plot; readonly rights: number };

export type Entry = {
  readonly document: string;
  readonly update: Uint8Array;
  readonly actor: string;
  readonly fence: Fence;
  /** The entry is written only while these still hold. */
  readonly judged: readonly Judged[];
  /** Yjs client ids that belong to `actor` from now on. */
  readonly clients: readonly number[];
  /** What follows from the update elsewhere: rows of the outbox. */
  readonly facts: readonly OutboxFact[];
};

/** `rights_changed`: some plot is no longer as it was judged; judge again. */
export type AppendCode = 'lease_lost' | 'rights_changed';

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
  readonly #pool: Pick<pg.Pool, 'query'>;
  readonly #holder: string;
  readonly #watch: Pick<Watch, 'appended'>;
  #queue: Waiting[] = [];
  #flushing: Promise<void> | null = null;
  #written = 0;

  constructor(pool: Pick<pg.Pool, 'query'>, holder: string, watch: Pick<Watch, 'appended'> = unwatched) {
    this.#pool = pool;
    this.#holder = holder;
    this.#watch = watch;
  }

  /**
   * Resolves with the entry's number once it is committed together with its client ids and facts, or
   * with `lease_lost` when this replica no longer holds the document's tile, or with `rights_changed`.
   * Rejects when the database cannot be asked; then the entry may or may not be in the journal.
   */
  append(entry: Entry): Promise<Result<bigint, AppendCode>> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ entry, resolve, reject });
      this.#flushing ??= new Promise<void>((done) => setImmediate(done)).then(() => this.#drain());
    });
  }

  /** Entries committed since the start. */
  get written(): number {
    return this.#written;
  }

  /** Entries that no commit under way holds. */
  get waiting(): number {
    return this.#queue.length;
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
    const began = performance.now();
    try {
      const { held, written } = await this.#insert(batch.map(({ entry }) => entry));
      this.#watch.appended(written.size, (performance.now() - began) / 1000);
      this.#written += written.size;
      for (const [index, waiting] of batch.entries()) {
        const id = written.get(index + 1);
        if (id !== undefined) waiting.resolve(ok(id));
        else waiting.resolve(err(held.has(index + 1) ? 'rights_changed' : 'lease_lost'));
      }
    } catch (error) {
      for (const waiting of batch) waiting.reject(error);
    }
  }

  /**
   * Positions from 1 of the entries whose lease we hold, and the number of each written one. The share
   * lock on the lease rows makes a replica that takes a tile over wait for this commit, so it loads all
   * that was acknowledged.
   */
  async #insert(entries: readonly Entry[]): Promise<Inserted> {
    const binds = entries.some((entry) => entry.clients.length > 0);
    const follows = entries.some((entry) => entry.facts.length > 0);
    const { rows } = await this.#pool.query<InsertRow>({
      ...STATEMENTS[binds ? 'binds' : 'plain'][follows ? 'follows' : 'plain'],
      values: [
        this.#holder,
        entries.map((entry) => entry.document),
        entries.map((entry) => Buffer.from(entry.update)),
        entries.map((entry) => entry.actor),
        entries.map((entry) => entry.fence.tile),
        entries.map((entry) => entry.fence.epoch.toString()),
        entries.map((entry) => JSON.stringify(entry.judged.map(({ plot, rights }) => ({ x: plot.x, y: plot.y, rights })))),
        entries.map((entry) => JSON.stringify(entry.clients)),
        entries.map((entry) => JSON.stringify(entry.facts)),
      ],
    });
    const places = rows[0]?.places ?? [];
    const ids = rows[0]?.ids ?? [];
    return {
      held: new Set(rows[0]?.held ?? []),
      written: new Map(places.map((place, index) => [place, BigInt(ids[index] ?? 0)])),
    };
  }
}

type InsertRow = { readonly held: number[] | null; readonly places: number[] | null; readonly ids: string[] | null };
type Inserted = { readonly held: ReadonlySet<number>; readonly written: ReadonlyMap<number, bigint> };

const BINDS = `,
  bound as (
    insert into collab.author (document, client, actor)
    select document, client::bigint, actor from kept, jsonb_array_elements_text(clients) as client
    on conflict do nothing)`;

/** Left out when nothing follows: the outbox notifies on every insert, even one without rows. */
const FOLLOWS = `,
  followed as (
    insert into outbox (plot_x, plot_y, fact)
    select (fact #>> '{plot,x}')::integer, (fact #>> '{plot,y}')::integer, fact
    from kept, jsonb_array_elements(facts) with ordinality as f(fact, nth) order by place, nth)`;

/** Named, so that each connection has it parsed and planned once: it runs for every edit of the world. */
function statement(name: string, also: string): { readonly name: string; readonly text: string } {
  const text = `
with batch as (
    select * from unnest($2::text[], $3::bytea[], $4::text[], $5::text[], $6::bigint[], $7::jsonb[], $8::jsonb[], $9::jsonb[])
      with ordinality as b(document, update, actor, tile, epoch, judged, clients, facts, place)),
  lease as (
    select tile, epoch from collab.lease
    where holder = $1 and expires_at > clock_timestamp() and tile in (select tile from batch)
    order by tile for share),
  held as materialized (select batch.* from batch join lease using (tile, epoch)),
  kept as materialized (
    select * from held where not exists (
      select from jsonb_to_recordset(held.judged) as judged(x integer, y integer, rights integer)
      left join plot on plot.x = judged.x and plot.y = judged.y
      where plot.rights is distinct from judged.rights)),
  written as (
    insert into collab.journal (document, update, actor, lease_epoch)
    select document, update, actor, epoch from kept order by place
    returning id)${also}
select
  (select array_agg(place::int) from held) as held,
  (select array_agg(place::int order by place) from kept) as places,
  (select array_agg(id::text order by id) from written) as ids`;
  return { name: `journal:${name}`, text };
}

const STATEMENTS = {
  plain: { plain: statement('edit', ''), follows: statement('edit-follows', FOLLOWS) },
  binds: { plain: statement('edit-binds', BINDS), follows: statement('edit-binds-follows', BINDS + FOLLOWS) },
};
