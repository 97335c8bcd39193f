import type { Plot } from '@oto/schema/geometry/lattice';
import type { Batch } from './intent-log.ts';

/** A batch from an earlier page, or from another page that has died. */
export interface KeptBatch {
  readonly batch: Batch;
  /** Of the document in which it was written. */
  readonly epoch: number;
  /** What it did to that document; null: it has to be written anew. */
  readonly update: Uint8Array | null;
}

export interface Kept {
  /** Updates that together make the document as the server last told it. */
  readonly content: readonly Uint8Array[];
  readonly batches: readonly KeptBatch[];
}

/** One region of one member in this browser: what the server has said, and apart from it what it has not yet acknowledged. */
export interface LocalCopy {
  /** Never rejects; empty after a bounded wait. */
  readonly loaded: Promise<Kept>;
  /** Takes up what a page that has died since left here. */
  adopt(): Promise<readonly KeptBatch[]>;
  /** An update that the server has. */
  heard(update: Uint8Array): void;
  keep(batch: Batch, update: Uint8Array | null): void;
  /** Another batch carries what this one did. */
  drop(id: string): void;
  /** The server has these: their updates are content now. */
  settle(ids: readonly string[]): void;
  /** Nothing is written any more: these batches of this page remain, to be written anew, and no other. */
  rewrite(batches: readonly Batch[]): void;
  /** Stops keeping; what was kept stays. */
  close(): void;
  /** Stops keeping and forgets the content, but no batch. */
  erase(): void;
}

/** What a browser keeps, of every member who uses it. */
export interface LocalCopies {
  /** Epoch 0: not known yet, batches alone. */
  open(owner: string, plot: Plot, epoch: number): LocalCopy;
  /** Plots with batches that no open page is about to send. */
  unsent(owner: string): Promise<readonly Plot[]>;
  /** Called once, at the first failure of the browser's storage. */
  onTrouble(listener: () => void): void;
}
