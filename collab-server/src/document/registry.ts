import type { Hocuspocus } from '@hocuspocus/server';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import * as Y from 'yjs';
import { ATLAS_EPOCH, parseDocumentName, type DocumentName } from '@oto/schema/board/document-name';
import { atlasOf, regionOf } from '@oto/schema/board/roots';
import type { Tables } from '@oto/schema/db/tables';
import { Epochs } from '../epoch/epochs.ts';
import { readAuthors } from '../journal/author.ts';
import type { Journal } from '../journal/journal.ts';
import { readStored, TornJournal, writeSnapshot, type Stored } from '../journal/snapshot.ts';
import { tileKey, tileOfDocument, type Leases } from '../lease/lease.ts';
import { unwatched, type Watch } from '../metric/watch.ts';
import type { Catalogue } from './catalogue.ts';
import { LiveDocument, type BreakReason, type LiveParts } from './live.ts';
import { closeCode, Refusal } from './refusal.ts';

/** Journal rows after which a document is snapshotted while it stays in use. */
export const COMPACT_ROWS = 200;
/** Rows that make a snapshot worth its write when the document leaves memory. */
const UNLOAD_ROWS = 20;
/** Age of the last snapshot at which a document in use that has changed since gets another. */
const HOUR_MS = 3_600_000;
/** Milliseconds that the documents of a tile may take to finish before the tile is handed over. */
const FINISH_MS = 300;
/** Snapshots that one round of `snapshotHourly` may write. */
const HOURLY_MAX = 50;

export type RegistryParts = {
  readonly db: Kysely<Tables>;
  readonly holder: string;
  readonly journal: Journal;
  readonly leases: Pick<Leases, 'take' | 'holds' | 'forget'>;
  readonly catalogue: Catalogue;
  readonly standing?: LiveParts['standing'];
  readonly undoing?: LiveParts['undoing'];
  readonly log: Logger;
  readonly watch?: Pick<Watch, 'snapshot'> | undefined;
  /** Bytes below which a region is never rewritten; for tests. */
  readonly smallBytes?: number;
};

/** The documents in memory: loaded from snapshot and journal under a lease, compacted back. */
export class Registry {
  readonly #parts: RegistryParts;
  readonly #live = new Map<Y.Doc, LiveDocument>();
  readonly #tiles = new Map<string, number>();
  readonly #compacting = new Map<LiveDocument, Promise<void>>();
  readonly #snapshotAt = new WeakMap<LiveDocument, number>();
  readonly #retired = new WeakSet<LiveDocument>();
  readonly #epochs: Epochs;
  #hocuspocus: Hocuspocus | null = null;

  constructor(parts: RegistryParts) {
    const { db, holder, catalogue, log, smallBytes } = parts;
    this.#parts = parts;
    this.#epochs = new Epochs({ db, holder, forget: (plot) => catalogue.forget(plot), log, smallBytes });
  }

  get epochs(): Epochs {
    return this.#epochs;
  }

  attach(hocuspocus: Hocuspocus): void {
    this.#hocuspocus = hocuspocus;
  }

  of(doc: Y.Doc): LiveDocument | undefined {
    return this.#live.get(doc);
  }

  named(text: string): LiveDocument | undefined {
    const doc = this.#hocuspocus?.documents.get(text);
    return doc && this.#live.get(doc);
  }

  /** Whether a document of this name is in memory but must not be served any more. */
  isLeaving(text: string): boolean {
    const doc = this.#hocuspocus?.documents.get(text);
    return doc !== undefined && (this.#live.get(doc)?.broken ?? true);
  }

  /** Why the connections of a document must close; null while it is fit to serve. */
  leaving(doc: Y.Doc): 'old_epoch' | 'unavailable' | null {
    const live = this.#live.get(doc);
    if (!live?.broken) return null;
    return this.#retired.has(live) ? 'old_epoch' : 'unavailable';
  }

  usesTile(tile: string): boolean {
    return (this.#tiles.get(tile) ?? 0) > 0;
  }

  get count(): number {
    return this.#live.size;
  }

  /** Fills `doc` with all that was ever acknowledged under `text`. */
  async load(text: string, doc: Y.Doc): Promise<void> {
    const name = parseDocumentName(text);
    if (!name) throw new Refusal('unknown_document');
    const tile = tileKey(tileOfDocument(name));
    this.#count(tile, 1);
    try {
      const fence = await this.#parts.leases.take(tile);
      if (!fence) throw new Refusal('unavailable', 'another replica holds this tile');
      await this.#verifyEpoch(name);
      if (name.kind === 'region') regionOf(doc);
      else atlasOf(doc);
      const [stored, authors] = await Promise.all([this.#stored(text), readAuthors(this.#parts.db, text)]);
      if (stored.corrupt > 0) this.#parts.log.error({ document: text, snapshots: stored.corrupt }, 'corrupt snapshot passed over');
      if (stored.snapshot) Y.applyUpdate(doc, stored.snapshot.state);
      for (const row of stored.tail) Y.applyUpdate(doc, row.update);
      if (doc.store.pendingStructs !== null) throw this.#torn(text, 'rows are missing within the journal');
      // Taken away while we read: from here to where it can be told of a loss nothing is waited for.
      if (!this.#parts.leases.holds(fence)) throw new Refusal('unavailable', 'the tile has moved');
      const live = new LiveDocument({
        name,
        text,
        doc,
        fence,
        journal: this.#parts.journal,
        catalogue: this.#parts.catalogue,
        standing: this.#parts.standing,
        undoing: this.#parts.undoing,
        upto: stored.tail.at(-1)?.id ?? stored.snapshot?.upto ?? 0n,
        rows: stored.tail.length,
        authors,
        onFull: (full) => void this.compact(full, 1),
        onBroken: (broken, reason, error) => this.#onBroken(doc, broken, reason, error),
      });
      this.#live.set(doc, live);
      this.#snapshotAt.set(live, performance.now());
      doc.once('destroy', () => {
        this.#live.delete(doc);
        this.#count(tile, -1);
      });
    } catch (error) {
      this.#count(tile, -1);
      throw error;
    }
  }

  /** Snapshots a document whose journal tail has grown long. Never rejects; one run per document. */
  compact(live: LiveDocument, threshold = COMPACT_ROWS): Promise<void> {
    const running = this.#compacting.get(live);
    if (running) return running;
    if (live.broken || live.rows < threshold) return Promise.resolve();
    const run = this.#snapshot(live).finally(() => this.#compacting.delete(live));
    this.#compacting.set(live, run);
    return run;
  }

  /** Before a document leaves memory. */
  async settle(live: LiveDocument): Promise<void> {
    await this.compact(live, UNLOAD_ROWS);
  }

  /**
   * Snapshots the documents in use that have changed and whose last snapshot is an hour old, one
   * after the other, at most fifty. `age` is in milliseconds. Never rejects.
   */
  async snapshotHourly(age = HOUR_MS): Promise<void> {
    const before = performance.now() - age;
    const due = [...this.#live.values()].filter((live) => live.rows > 0 && (this.#snapshotAt.get(live) ?? 0) <= before);
    for (const live of due.slice(0, HOURLY_MAX)) await this.compact(live, 1);
  }

  /**
   * Brings the edits under way in a tile to their end and snapshots what would be long to load, within
   * FINISH_MS; what is not done by then is in the journal, or was never acknowledged. Never rejects.
   */
  async finish(tile: string): Promise<void> {
    const finished = this.#of(tile).map(async (live) => {
      await this.settle(live);
      await live.exclusively(() => Promise.resolve()).catch(() => undefined);
    });
    const over = Promise.withResolvers<void>();
    const alarm = setTimeout(over.resolve, FINISH_MS);
    await Promise.race([Promise.all(finished), over.promise]);
    clearTimeout(alarm);
  }

  tileLost(tile: string): void {
    for (const live of this.#of(tile)) live.break('lease_lost');
  }

  async #snapshot(live: LiveDocument): Promise<void> {
    const rows = live.rows;
    const snapshot = live.capture();
    const { snapshot: count } = this.#parts.watch ?? unwatched;
    try {
      const written = await writeSnapshot(this.#parts.db, live.text, snapshot, this.#parts.holder, live.fence);
      count(written ? 'written' : 'passed_over');
      if (!written) return;
      live.snapshotTaken(snapshot.upto, rows);
      this.#snapshotAt.set(live, performance.now());
      await this.#epochs.consider(live, snapshot.state);
    } catch (error) {
      count('failed');
      this.#parts.log.warn({ document: live.text, err: error }, 'snapshot not written');
    }
  }

  /** Asks Postgres itself: what the catalogue remembers may be older than a rewrite. */
  async #verifyEpoch(name: DocumentName): Promise<void> {
    if (name.kind === 'atlas') {
      if (name.epoch !== ATLAS_EPOCH) throw new Refusal('unknown_document');
      return;
    }
    const { x, y } = name.plot;
    const row = await this.#parts.db.selectFrom('plot').select('epoch').where('x', '=', x).where('y', '=', y).executeTakeFirst();
    if (!row || row.epoch < name.epoch) throw new Refusal('unknown_document');
    if (row.epoch === name.epoch) return;
    this.#parts.catalogue.forget(name.plot);
    throw new Refusal('old_epoch');
  }

  async #stored(text: string): Promise<Stored> {
    try {
      return await readStored(this.#parts.db, text);
    } catch (error) {
      throw error instanceof TornJournal ? this.#torn(text, error.message) : error;
    }
  }

  /** Nobody may write onto a document that has lost a part of itself. */
  #torn(text: string, detail: string): Refusal {
    this.#parts.log.fatal({ document: text, detail }, 'document cannot be rebuilt: restore its snapshots or journal from a backup');
    return new Refusal('internal', detail);
  }

  #onBroken(doc: Y.Doc, live: LiveDocument, reason: BreakReason, error: unknown): void {
    if (reason === 'retired') this.#retired.add(live);
    else if (reason === 'lease_lost') this.#parts.log.info({ document: live.text }, 'document leaves memory with its tile');
    else this.#parts.log.error({ document: live.text, reason, err: error }, 'document put out of memory');
    if (reason === 'lease_lost') this.#parts.leases.forget(live.fence, 'taken');
    // What was asked of the journal may still be on its way there: under the next fence it comes to nothing.
    if (reason === 'journal') this.#parts.leases.forget(live.fence, 'unsure');
    const served = this.#hocuspocus?.documents.get(live.text);
    if (!served || served !== doc) return;
    const code = this.leaving(doc) ?? 'unavailable';
    for (const connection of served.getConnections()) connection.close({ code: closeCode(code), reason: code });
    // Without readers it would stay until its debounced store: run that now.
    void this.#hocuspocus?.debouncer.executeNow(`onStoreDocument-${live.text}`);
  }

  #of(tile: string): readonly LiveDocument[] {
    return [...this.#live.values()].filter((live) => live.fence.tile === tile);
  }

  #count(tile: string, change: 1 | -1): void {
    const count = (this.#tiles.get(tile) ?? 0) + change;
    if (count > 0) this.#tiles.set(tile, count);
    else this.#tiles.delete(tile);
  }
}
