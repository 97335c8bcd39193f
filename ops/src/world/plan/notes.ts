import { hashText } from '@oto/schema/base/seeded-random';
import { AGENT_SIZE, CREATION_SIZE, KINDS, type Kind } from '@oto/schema/board/kind';
import { nextSeat, type Taken } from '@oto/schema/board/placement';
import type { Seat } from '@oto/schema/board/record';
import { joinedAt, pinnedAt } from '../calendar.ts';
import { below, pick, stream, weighted, type Random } from '../draw.ts';
import { fullnessOf } from './fullness.ts';
import { Ids } from './ids.ts';

/** Shares of the kinds, in the order of KINDS. */
const AGENT_KINDS = [45, 30, 10, 15];
const CREATION_KINDS = [42, 33, 9, 16];
/** How often a member makes what one of their own agents makes; else by the shares above. */
const OWN_KIND = 0.7;
/** One note of this many is an agent. */
const AGENT_OF = 33;
const AGENTS_MAX = 4;
/** Percent of creations whose authors allow, are to be asked for, and refuse a fork. */
const FORKS = [88, 8, 4];
export const FORK_LICENCES = ['allowed', 'ask', 'no'] as const;

/**
 * Every note of a world by number, in typed arrays: about 60 bytes a note. Plot p holds the numbers
 * `first[p]` to `first[p + 1]`, in the order in which they were pinned.
 */
export class Notes {
  readonly first: Uint32Array;
  readonly plotOf: Uint32Array;
  readonly ids: Ids;
  /** Milliseconds since 1970. */
  readonly at: Float64Array;
  readonly #kinds: Uint8Array;
  readonly #isAgent: Uint8Array;
  readonly #forks: Uint8Array;
  readonly #seats: Int16Array;

  constructor(world: string, counts: Uint8Array) {
    const count = counts.reduce((sum, one) => sum + one, 0);
    this.first = new Uint32Array(counts.length + 1);
    this.plotOf = new Uint32Array(count);
    this.ids = new Ids(count);
    this.at = new Float64Array(count);
    this.#kinds = new Uint8Array(count);
    this.#isAgent = new Uint8Array(count);
    this.#forks = new Uint8Array(count);
    this.#seats = new Int16Array(3 * count);
    for (const [plot, size] of counts.entries()) {
      const from = this.first[plot] ?? 0;
      this.first[plot + 1] = from + size;
      this.plotOf.fill(plot, from, from + size);
      this.#pin(stream(world, 'notes', plot), plot, joinedAt(plot, counts.length));
    }
  }

  get count(): number {
    return this.plotOf.length;
  }

  get plots(): number {
    return this.first.length - 1;
  }

  /** The numbers of a plot's notes, oldest first. */
  of(plot: number): readonly [from: number, to: number] {
    return [this.first[plot] ?? 0, this.first[plot + 1] ?? 0];
  }

  isAgent(note: number): boolean {
    return this.#isAgent[note] === 1;
  }

  /** What a creation is, or what an agent makes. */
  kind(note: number): Kind {
    return KINDS[this.#kinds[note] ?? 0] ?? 'text';
  }

  /** Says that a creation is of another kind; before anything hangs from it. */
  setKind(note: number, kind: Kind): void {
    this.#kinds[note] = KINDS.indexOf(kind);
  }

  fork(note: number): (typeof FORK_LICENCES)[number] {
    return FORK_LICENCES[this.#forks[note] ?? 0] ?? 'allowed';
  }

  seat(note: number): Seat {
    return [this.#seats[3 * note] ?? 0, this.#seats[3 * note + 1] ?? 0, this.#seats[3 * note + 2] ?? 0];
  }

  #pin(random: Random, plot: number, joined: number): void {
    const [from, to] = this.of(plot);
    // The first member's agents make every kind, so that whoever comes later finds one.
    const agents = plot === 0 ? AGENTS_MAX : Math.min(AGENTS_MAX, Math.max(1, Math.round((to - from) / AGENT_OF + random() - 0.5)));
    const times = pinnedAt(random, joined, to - from, plot === 0 ? AGENTS_MAX : 1);
    const early = new Set(
      Array.from({ length: agents }, (_, index) => (plot === 0 || index === 0 ? index : below(random, (to - from) >> 1))),
    );
    const taken: Taken[] = [];
    const own: number[] = [];
    for (let note = from; note < to; note++) {
      const nth = note - from;
      const isAgent = early.has(nth);
      this.at[note] = times[nth] ?? joined;
      this.ids.draw(note, times[nth] ?? joined, random);
      this.#isAgent[note] = isAgent ? 1 : 0;
      const kind = plot === 0 && isAgent ? nth : drawKind(random, isAgent, own);
      if (isAgent) own.push(kind);
      this.#kinds[note] = kind;
      this.#forks[note] = weighted(random, FORKS);
      const size = isAgent ? AGENT_SIZE : CREATION_SIZE;
      const seat = nextSeat(taken, size, hashText(isAgent ? this.ids.id(note) : this.ids.uuid(note)));
      if (!seat) throw new Error(`plot ${plot} has no seat for its note ${nth}`);
      this.#seats.set(seat, 3 * note);
      taken.push({ x: seat[0], y: seat[1], size });
    }
  }
}

function drawKind(random: Random, isAgent: boolean, own: readonly number[]): number {
  if (isAgent) return weighted(random, AGENT_KINDS);
  return own.length > 0 && random() < OWN_KIND ? pick(random, own) : weighted(random, CREATION_KINDS);
}

export function notesOf(world: string, count: number): Notes {
  return new Notes(world, fullnessOf(world, count));
}
