import * as Y from 'yjs';
import type { Batch, Edit } from '@oto/client/net/intent-log';
import type { LocalCopies, LocalCopy } from '@oto/client/net/local-copy';
import { plotKey, type Plot } from '@oto/schema/geometry/lattice';

/** One edit of one client, and where it went: its Yjs struct in the document of an epoch. Times in epoch milliseconds. */
export type LoggedEdit = {
  readonly plot: Plot;
  readonly edit: Edit;
  readonly madeAt: number;
  epoch: number;
  client: number;
  /** Clock after the edit's last struct. */
  end: number;
  ackedAt: number | null;
};

/**
 * Stands where a browser keeps its unsent edits, and so is told of each one when it is written and
 * when the server has acknowledged it. Keeps nothing for a later page.
 */
export class EditLog implements LocalCopies {
  readonly #edits = new Map<string, LoggedEdit>();
  readonly #onAcked: (edit: LoggedEdit) => void;

  constructor(onAcked: (edit: LoggedEdit) => void) {
    this.#onAcked = onAcked;
  }

  get edits(): Iterable<LoggedEdit> {
    return this.#edits.values();
  }

  open(_owner: string, plot: Plot, epoch: number): LocalCopy {
    return {
      loaded: Promise.resolve({ content: [], batches: [] }),
      adopt: () => Promise.resolve([]),
      heard: () => undefined,
      keep: (batch, update) => this.#keep(plot, epoch, batch, update),
      drop: (id) => void this.#edits.delete(id),
      settle: (ids) => this.#settle(ids),
      rewrite: () => undefined,
      close: () => undefined,
      erase: () => undefined,
    };
  }

  unsent(): Promise<readonly Plot[]> {
    return Promise.resolve([]);
  }

  onTrouble(): void {}

  #keep(plot: Plot, epoch: number, batch: Batch, update: Uint8Array | null): void {
    const [edit, ...more] = batch.edits;
    if (!edit || more.length > 0) throw new Error(`a batch of ${batch.edits.length} edits in ${plotKey(plot)}`);
    const logged = this.#edits.get(batch.id) ?? { plot, edit, madeAt: Date.now(), epoch, client: 0, end: 0, ackedAt: null };
    this.#edits.set(batch.id, logged);
    logged.epoch = epoch;
    if (!update) return;
    const [written] = [...Y.parseUpdateMeta(update).to];
    if (written) [logged.client, logged.end] = written;
  }

  #settle(ids: readonly string[]): void {
    for (const id of ids) {
      const logged = this.#edits.get(id);
      if (!logged || logged.ackedAt !== null) continue;
      logged.ackedAt = Date.now();
      this.#onAcked(logged);
    }
  }
}
