import type { Id } from '@oto/schema/base/id';
import type { FarEnd, TieRecord } from '@oto/schema/board/record';
import type { Plot } from '@oto/schema/geometry/lattice';
import type { Layout, Today } from './layout.ts';

/** Where notes are pinned today; without those that are gone or hidden. */
export type AskEnds = (notes: readonly Id[]) => Promise<ReadonlyMap<Id, FarEnd>>;

/** What stands today: notes of this plot by its document, notes elsewhere by Postgres. */
export class StandingToday implements Today {
  readonly #plot: Plot;
  readonly #notes: ReadonlySet<string>;
  readonly #ask: AskEnds;
  readonly #far = new Map<string, FarEnd | null>();

  constructor(plot: Plot, now: Layout, ask: AskEnds) {
    this.#plot = plot;
    this.#notes = new Set(now.notes.keys());
    this.#ask = ask;
  }

  /** Asks for the far ends of `ties`; those never asked for do not stand. */
  async look(ties: Iterable<TieRecord | undefined>): Promise<void> {
    const asked = new Set<Id>();
    for (const tie of ties) {
      if (!tie) continue;
      for (const end of [tie.a, tie.b]) if (!this.#isHere(end) && !this.#far.has(end[0])) asked.add(end[0]);
    }
    if (asked.size === 0) return;
    const found = await this.#ask([...asked]);
    for (const id of asked) this.#far.set(id, found.get(id) ?? null);
  }

  hasNote = (id: string): boolean => this.#notes.has(id);

  stands = (end: FarEnd): boolean => {
    if (this.#isHere(end)) return this.#notes.has(end[0]);
    const now = this.#far.get(end[0]);
    return now !== undefined && now !== null && now[1] === end[1] && now[2] === end[2];
  };

  #isHere([, x, y]: FarEnd): boolean {
    return x === this.#plot.x && y === this.#plot.y;
  }
}
