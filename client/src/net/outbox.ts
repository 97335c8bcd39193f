import type * as Y from 'yjs';
import { regionOf } from '@oto/schema/board/roots';
import type { Batch, Edit } from './intent-log.ts';

/**
 * What is on its way to the server: batches that are in the document, in the order of their Yjs
 * clocks, and the messages that carry them. Each message is acknowledged or refused in order.
 */
export class Outbox {
  /** What each written batch did to the document. */
  readonly #updates = new Map<string, Uint8Array>();
  #waiting: string[] = [];
  #sent: (readonly string[])[] = [];
  #isOpen = false;

  /** Updates may be sent one by one: what came before them has been told. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  isWritten(id: string): boolean {
    return this.#updates.has(id);
  }

  /** True when the batch now waits for its turn. */
  written(id: string, update: Uint8Array): boolean {
    this.#updates.set(id, update);
    if (this.#isOpen) this.#waiting.push(id);
    return this.#isOpen;
  }

  updateOf(id: string): Uint8Array | undefined {
    return this.#updates.get(id);
  }

  /** The handshake carries everything that was written. */
  opened(): void {
    this.#sent.push([...this.#updates.keys()]);
    this.#waiting = [];
    this.#isOpen = true;
  }

  /** The next update to send, as a message of its own. */
  next(): Uint8Array | null {
    const id = this.#waiting.shift();
    if (id === undefined) return null;
    this.#sent.push([id]);
    return this.#updates.get(id) ?? null;
  }

  get hasNext(): boolean {
    return this.#waiting.length > 0;
  }

  /** Batches of the oldest message that is under way. */
  get oldest(): readonly string[] {
    return this.#sent[0] ?? [];
  }

  /** The oldest message was acknowledged: its batches are done with. */
  acknowledged(): readonly string[] {
    const done = this.#sent.shift() ?? [];
    for (const id of done) this.#updates.delete(id);
    return done;
  }

  /** Another batch carries its update now. */
  drop(id: string): void {
    this.#updates.delete(id);
    this.#waiting = this.#waiting.filter((other) => other !== id);
  }

  /** The connection is gone; what was written stays in the document and goes with the next handshake. */
  close(): void {
    this.#isOpen = false;
    this.#sent = [];
    this.#waiting = [];
  }

  /** The document is gone as well. */
  clear(): void {
    this.close();
    this.#updates.clear();
  }
}

/** Writes a batch in one transaction; answers its update, null when nothing changed. */
export function writeBatch(doc: Y.Doc, batch: Batch): Uint8Array | null {
  const { places, ties } = regionOf(doc);
  const written: Uint8Array[] = [];
  const take = (update: Uint8Array, origin: unknown): void => {
    if (origin === batch) written.push(update);
  };
  doc.on('update', take);
  doc.transact(() => {
    for (const edit of batch.edits) {
      if (edit.root === 'places') places.set(edit.key, edit.value);
      else if (edit.value === null) ties.delete(edit.key);
      else ties.set(edit.key, edit.value);
    }
  }, batch);
  doc.off('update', take);
  return written[0] ?? null;
}

/** The document says so already. */
export function isSaid(doc: Y.Doc, edit: Edit): boolean {
  const now = regionOf(doc)[edit.root].get(edit.key) ?? null;
  return JSON.stringify(now) === JSON.stringify(edit.value);
}
