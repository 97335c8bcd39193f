import { newId } from '@oto/schema/base/id';
import { seededRandom } from '@oto/schema/base/seeded-random';
import type { FarEnd } from '@oto/schema/board/record';
import { notesOf } from './cast.ts';
import type { Writer } from './writer.ts';

/** 16 edits a second a writer: as fast as the product's client sends in the long run, with a little air. */
const EVERY_MS = 60;
/** Edits a writer makes before the oldest is acknowledged; a browser keeps more, but merges them. */
const UNSAVED_MAX = 120;
const TIES_EACH = 6;
const TIES_SHARED = 6;

/**
 * Writers that move and tie all the time, whether connected or not: half the moves on notes that all
 * of them move, half on a note that is theirs alone; of ten edits two re-tie, name or cut a tie,
 * some of them into the other plot. No two edits say the same.
 */
export class Load {
  readonly #writers: readonly Writer[];
  readonly #random = seededRandom(11);
  readonly #shared = new Map<string, readonly string[]>();
  readonly #own = new Map<Writer, readonly string[]>();
  readonly #ends: readonly FarEnd[];
  readonly #timer: NodeJS.Timeout;
  #serial = 0;

  constructor(writers: readonly Writer[]) {
    this.#writers = writers;
    const perPlot = new Map(writers.map((writer) => [key(writer), notesOf(writer)]));
    this.#ends = [...perPlot.values()].flat();
    for (const plot of perPlot.keys()) this.#shared.set(plot, ids(TIES_SHARED));
    for (const writer of writers) this.#own.set(writer, ids(TIES_EACH));
    this.#timer = setInterval(() => {
      for (const writer of writers) if (writer.unsaved < UNSAVED_MAX) this.#edit(writer);
    }, EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** The note that only this writer moves. */
  ownNote(writer: Writer): string {
    const notes = this.#notes(writer);
    const place = this.#writers.filter((other) => key(other) === key(writer)).indexOf(writer);
    return notes[place]?.[0] ?? '';
  }

  #edit(writer: Writer): void {
    const serial = ++this.#serial;
    const draw = this.#random();
    if (draw < 0.8) {
      const notes = this.#notes(writer);
      const shared = notes.slice(this.#writers.length);
      const note = draw < 0.4 ? this.ownNote(writer) : this.#pick(shared)[0];
      const at = () => Math.floor(this.#random() * 3000) - 1500;
      writer.edit({ root: 'places', key: note, value: [at(), at(), 0, serial] });
      return;
    }
    const tie = this.#pick(draw < 0.9 ? (this.#own.get(writer) ?? []) : (this.#shared.get(key(writer)) ?? []));
    if (draw > 0.98) {
      writer.edit({ root: 'ties', key: tie, value: null });
      return;
    }
    const a = this.#pick(this.#notes(writer));
    const b = this.#pick(this.#ends.filter((end) => end[0] !== a[0]));
    writer.edit({ root: 'ties', key: tie, value: { v: 1, a, b, c: serial % 16, n: `nº ${serial}` } });
  }

  #notes(writer: Writer): readonly FarEnd[] {
    const { x, y } = writer.plot;
    return this.#ends.filter((end) => end[1] === x && end[2] === y);
  }

  #pick<T>(from: readonly T[]): T {
    if (from.length === 0) throw new RangeError('nothing to pick from');
    return from[Math.floor(this.#random() * from.length)] as T;
  }
}

function ids(count: number): readonly string[] {
  return Array.from({ length: count }, () => newId());
}

function key(writer: Writer): string {
  return `${writer.plot.x},${writer.plot.y}`;
}
