import { setImmediate } from 'node:timers/promises';
import * as Y from 'yjs';
import type { NoteRecord, PlaceRecord, TieRecord } from '@oto/schema/board/record';
import { regionOf } from '@oto/schema/board/roots';
import type { Change, Changes, Layout } from './layout.ts';

/** Milliseconds of one slice of work, after which other work of the process has its turn. */
const SLICE_MS = 4;

/** A region played again from a snapshot, row by row. */
export class Replay {
  readonly #doc = new Y.Doc();
  readonly #notes = new Map<string, NoteRecord>();
  readonly #places = new Map<string, PlaceRecord>();
  readonly #ties = new Map<string, TieRecord>();
  #changes: { notes: Map<string, Change<NoteRecord>>; places: Map<string, Change<PlaceRecord>>; ties: Map<string, Change<TieRecord>> };
  #since = performance.now();

  /** `state` null: an empty document. */
  constructor(state: Uint8Array | null) {
    const { notes, places, ties } = regionOf(this.#doc);
    this.#changes = { notes: new Map(), places: new Map(), ties: new Map() };
    notes.observe((event) => follow(event, notes, this.#notes, this.#changes.notes));
    places.observe((event) => follow(event, places, this.#places, this.#changes.places));
    ties.observe((event) => follow(event, ties, this.#ties, this.#changes.ties));
    if (state) Y.applyUpdate(this.#doc, state);
  }

  /** What the layout is now; it changes with the next `play`. */
  get layout(): Layout {
    return { notes: this.#notes, places: this.#places, ties: this.#ties };
  }

  /** Applies one row and says what it changed. Rests when a slice is over. */
  async play(update: Uint8Array): Promise<Changes> {
    if (performance.now() - this.#since > SLICE_MS) {
      await setImmediate();
      this.#since = performance.now();
    }
    const changes = { notes: new Map(), places: new Map(), ties: new Map() };
    this.#changes = changes;
    Y.applyUpdate(this.#doc, update);
    return changes;
  }

  [Symbol.dispose](): void {
    this.#doc.destroy();
  }
}

function follow<T>(event: Y.YMapEvent<T>, map: Y.Map<T>, shown: Map<string, T>, changes: Map<string, Change<T>>): void {
  for (const key of event.keysChanged as Set<string>) {
    const before = shown.get(key);
    const after = map.get(key);
    if (before === undefined && after === undefined) continue;
    changes.set(key, { before, after });
    if (after === undefined) shown.delete(key);
    else shown.set(key, after);
  }
}
