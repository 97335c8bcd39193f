import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import * as Y from 'yjs';
import { z } from 'zod';
import { PlaceRecord, TieRecord } from '@oto/schema/board/record';
import { plotKey, type Plot } from '@oto/schema/geometry/lattice';
import type { Batch } from './intent-log.ts';
import type { Kept, KeptBatch, LocalCopies, LocalCopy } from './local-copy.ts';
import { plotOfKey } from './plot-of-key.ts';
import { thisTab, type Tab } from './tab.ts';

const DATABASE = 'oto';
const VERSION = 1;
const WAIT_MS = 1500;
/** Updates from the server are written together. */
const HEARD_MS = 500;
/** A document kept in more pieces is put together when it is opened. */
const PIECES_MAX = 32;
/** A document that was not opened for so long is forgotten. */
export const KEPT_MS = 30 * 24 * 3600 * 1000;
/** Forgotten at most in one start. */
export const SWEEP_MAX = 50;
/** Plots with unsent edits taken up at most in one start. */
const UNSENT_MAX = 200;

const BatchRow = z.object({
  id: z.string(),
  at: z.number(),
  owner: z.string(),
  /** `<owner>/<x>,<y>`: without the epoch, which may change while it waits. */
  place: z.string(),
  epoch: z.int().min(0),
  tab: z.string(),
  update: z.instanceof(Uint8Array).nullable(),
  edits: z.array(
    z.discriminatedUnion('root', [
      z.object({ root: z.literal('places'), key: z.string(), value: PlaceRecord }),
      z.object({ root: z.literal('ties'), key: z.string(), value: TieRecord.nullable() }),
    ]),
  ),
});
type BatchRow = z.infer<typeof BatchRow>;

interface Schema extends DBSchema {
  /** Key: `<place>.<epoch>`. */
  copies: { key: string; value: { place: string; epoch: number; opened: number }; indexes: { place: string; opened: number } };
  content: { key: number; value: { copy: string; update: Uint8Array }; indexes: { copy: string } };
  batches: { key: string; value: BatchRow; indexes: { place: string; owner: string } };
}
type Database = IDBPDatabase<Schema>;
type ContentTx = IDBPTransaction<Schema, ('copies' | 'content')[], 'readwrite'>;

export interface LocalStoreOptions {
  readonly tab?: Tab;
  readonly now?: () => number;
  readonly database?: string;
}

/** Opens the browser's storage; null where it keeps nothing, as in some private modes. */
export async function openLocalStore(options: LocalStoreOptions = {}): Promise<LocalCopies | null> {
  if (typeof indexedDB === 'undefined') return null;
  const opening = openDB<Schema>(options.database ?? DATABASE, VERSION, {
    upgrade(db) {
      const copies = db.createObjectStore('copies');
      copies.createIndex('place', 'place');
      copies.createIndex('opened', 'opened');
      db.createObjectStore('content', { autoIncrement: true }).createIndex('copy', 'copy');
      const batches = db.createObjectStore('batches', { keyPath: 'id' });
      batches.createIndex('place', 'place');
      batches.createIndex('owner', 'owner');
    },
    blocking: (_current, _next, event) => (event.target as IDBDatabase).close(),
  });
  const db = await bounded(opening, WAIT_MS, null);
  if (!db) return null;
  const store = new LocalStore(db, options.tab ?? thisTab(), options.now ?? Date.now);
  store.sweep();
  return store;
}

class LocalStore implements LocalCopies {
  readonly #db: Database;
  readonly #tab: Tab;
  readonly #now: () => number;
  readonly #listeners: (() => void)[] = [];
  #inTrouble = false;

  constructor(db: Database, tab: Tab, now: () => number) {
    this.#db = db;
    this.#tab = tab;
    this.#now = now;
  }

  onTrouble(listener: () => void): void {
    this.#listeners.push(listener);
    if (this.#inTrouble) listener();
  }

  async unsent(owner: string): Promise<readonly Plot[]> {
    const read = async (): Promise<Plot[]> => {
      const isMine = await this.#adoptable();
      const places = new Set<string>();
      const rows = this.#db.transaction('batches').store.index('owner').iterate(owner);
      for await (const cursor of rows) {
        if (isMine(cursor.value.tab)) places.add(cursor.value.place);
        if (places.size >= UNSENT_MAX) break;
      }
      return [...places].flatMap((place) => plotOfKey(place.slice(owner.length + 1)) ?? []);
    };
    return bounded(this.#tried(read), WAIT_MS, []);
  }

  open(owner: string, plot: Plot, epoch: number): LocalCopy {
    const place = `${owner}/${plotKey(plot)}`;
    const copy = `${place}.${epoch}`;
    let closed = false;
    let pending: Uint8Array[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;

    const flush = (): void => {
      clearTimeout(timer);
      timer = undefined;
      const updates = pending.splice(0);
      if (updates.length === 0 || epoch === 0) return;
      void this.#attempt(() => this.#db.add('content', { copy, update: Y.mergeUpdates(updates) }));
    };
    const rowOf = (batch: Batch, update: Uint8Array | null): BatchRow => ({
      id: batch.id,
      at: batch.at,
      edits: [...batch.edits],
      owner,
      place,
      epoch,
      tab: this.#tab.id,
      update: update as BatchRow['update'],
    });
    const close = (): void => {
      flush();
      closed = true;
    };
    return {
      loaded: bounded(
        this.#tried(() => this.#load(place, copy, epoch)),
        WAIT_MS,
        NOTHING,
      ),
      adopt: async () => {
        if (closed) return [];
        const found = await bounded(
          this.#tried(() => this.#takeUp(place)),
          WAIT_MS,
          [],
        );
        return found.flatMap(({ kept, isOwn }) => (isOwn ? [] : [kept]));
      },
      heard: (update) => {
        if (closed) return;
        pending.push(update);
        timer ??= setTimeout(flush, HEARD_MS);
      },
      keep: (batch, update) => {
        if (!closed) void this.#attempt(() => this.#db.put('batches', rowOf(batch, update)));
      },
      drop: (id) => {
        if (!closed) void this.#attempt(() => this.#db.delete('batches', id));
      },
      settle: (ids) => {
        if (!closed && ids.length > 0) void this.#attempt(() => this.#settle(copy, epoch, ids));
      },
      rewrite: (batches) => {
        if (closed) return;
        void this.#attempt(async () => {
          const tx = this.#db.transaction('batches', 'readwrite');
          for (const row of await tx.store.index('place').getAll(place)) if (row.tab === this.#tab.id) await tx.store.delete(row.id);
          for (const batch of batches) await tx.store.put(rowOf(batch, null));
          await tx.done;
        });
      },
      close,
      erase: () => {
        pending = [];
        close();
        void this.#attempt(async () => {
          const tx = this.#db.transaction(['copies', 'content'], 'readwrite');
          await forget(tx, copy);
          await tx.done;
        });
      },
    };
  }

  /** Forgets documents that were not opened for long. Batches stay until they are sent. */
  sweep(): void {
    void this.#attempt(async () => {
      const tx = this.#db.transaction(['copies', 'content'], 'readwrite');
      const old = await tx
        .objectStore('copies')
        .index('opened')
        .getAllKeys(IDBKeyRange.upperBound(this.#now() - KEPT_MS), SWEEP_MAX);
      for (const copy of old) await forget(tx, copy);
      await tx.done;
    });
  }

  async #load(place: string, copy: string, epoch: number): Promise<Kept> {
    const content = epoch === 0 ? [] : await this.#openContent(place, copy, epoch);
    const found = await this.#takeUp(place);
    return { content, batches: found.map(({ kept }) => kept) };
  }

  /** Batches of this page and of pages that are gone, which become this page's; oldest first. */
  async #takeUp(place: string): Promise<{ readonly kept: KeptBatch; readonly isOwn: boolean }[]> {
    const isMine = await this.#adoptable();
    const tx = this.#db.transaction('batches', 'readwrite');
    const batches: { readonly kept: KeptBatch; readonly isOwn: boolean }[] = [];
    for (const found of await tx.store.index('place').getAll(place)) {
      const row = BatchRow.safeParse(found);
      if (!row.success || !isMine(row.data.tab)) continue;
      const { id, at, edits, update, epoch, tab } = row.data;
      const isOwn = tab === this.#tab.id;
      batches.push({ kept: { batch: { id, at, edits }, epoch, update }, isOwn });
      if (!isOwn) await tx.store.put({ ...row.data, tab: this.#tab.id });
    }
    await tx.done;
    return batches.toSorted((a, b) => a.kept.batch.at - b.kept.batch.at);
  }

  /** Older epochs are forgotten here: their document is gone. */
  async #openContent(place: string, copy: string, epoch: number): Promise<Uint8Array[]> {
    const tx = this.#db.transaction(['copies', 'content'], 'readwrite');
    const copies = tx.objectStore('copies');
    const content = tx.objectStore('content');
    for (const key of await copies.index('place').getAllKeys(place)) {
      const other = await copies.get(key);
      if (other && other.epoch < epoch) await forget(tx, key);
    }
    await copies.put({ place, epoch, opened: this.#now() }, copy);
    let updates = (await content.index('copy').getAll(copy)).map((row) => row.update);
    if (updates.length > PIECES_MAX) {
      const doc = new Y.Doc();
      for (const update of updates) Y.applyUpdate(doc, update);
      updates = [Y.encodeStateAsUpdate(doc)];
      doc.destroy();
      for (const key of await content.index('copy').getAllKeys(copy)) await content.delete(key);
      for (const update of updates) await content.add({ copy, update });
    }
    await tx.done;
    return updates;
  }

  async #settle(copy: string, epoch: number, ids: readonly string[]): Promise<void> {
    const tx = this.#db.transaction(['batches', 'content'], 'readwrite');
    for (const id of ids) {
      const row = await tx.objectStore('batches').get(id);
      if (row?.update && row.epoch === epoch) await tx.objectStore('content').add({ copy, update: row.update });
      await tx.objectStore('batches').delete(id);
    }
    await tx.done;
  }

  /** Whose batches this page may take up: its own, and those of pages that are gone. */
  async #adoptable(): Promise<(tab: string) => boolean> {
    const alive = await this.#tab.alive();
    return (tab) => tab === this.#tab.id || !alive?.has(tab);
  }

  /** A browser may take its storage away at any time; the server has all that matters. */
  async #tried<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!this.#inTrouble) {
        this.#inTrouble = true;
        for (const listener of this.#listeners) listener();
      }
      throw error;
    }
  }

  #attempt(work: () => Promise<unknown>): Promise<unknown> {
    return this.#tried(work).catch(() => undefined);
  }
}

const NOTHING: Kept = { content: [], batches: [] };

async function forget(tx: ContentTx, copy: string): Promise<void> {
  const content = tx.objectStore('content');
  for (const key of await content.index('copy').getAllKeys(copy)) await content.delete(key);
  await tx.objectStore('copies').delete(copy);
}

async function bounded<T>(work: Promise<T>, ms: number, otherwise: T): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), ms);
  });
  try {
    return await Promise.race([work, late]);
  } catch {
    return otherwise;
  } finally {
    clearTimeout(timer);
  }
}
