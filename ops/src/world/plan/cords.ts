import type { Kind } from '@oto/schema/board/kind';
import { below, pick, stream, weighted, type Random } from '../draw.ts';
import { Lists } from './lists.ts';
import type { Leaning, Neighbourhood } from './near.ts';
import type { Notes } from './notes.ts';

/** Cords of a world, of agents, forks and ties together, for each of its notes. */
export const CORDS_PER_NOTE = 2;
/** Of them, what is left to people's ties. */
const TIED = 0.06;
/** Chains of one, two and three agents. */
const CHAINS = [70, 22, 8];
const PARENTS_MAX = 3;
const AGENTS_FROM: Leaning = [85, 15, 0];
const NEXT_DOOR: Leaning = [0, 100, 0];
/** How often an agent is one that everybody knows. */
const FAMOUS = 0.08;
/** One agent of this many is famous. */
const FAMOUS_OF = 40;
/** Exponent of a famous agent's place: above 1, the first are used more often than the last. */
const FAME = 1.25;
const PARENTS_FROM: Leaning = [62, 31, 7];
const TRIES = 6;

/** Notes by number: the agents that each creation was made with, in order, and what it was forked from. Sources are always older. */
export type Cords = { readonly agents: Lists; readonly parents: Lists };

/** Draws the agents and parents of every creation; may change the kind of one for which no agent was there yet. */
export function drawCords(world: string, notes: Notes, near: Neighbourhood): Cords {
  const cords: Cords = { agents: new Lists(notes.count), parents: new Lists(notes.count) };
  const choice = new AgentChoice(world, notes, near);
  let due = 0;
  for (let plot = 0; plot < notes.plots; plot++) {
    const random = stream(world, 'cords', plot);
    const about = near.about(plot);
    const [from, to] = notes.of(plot);
    due += CORDS_PER_NOTE * (1 - TIED) * (to - from);
    for (let note = from; note < to; note++) {
      if (notes.isAgent(note)) continue;
      const chain = choice.chain(random, note, plot, about);
      for (const agent of chain) cords.agents.add(note, agent);
      due -= chain.length;
    }
    const parents = drawParents(random, notes, near, plot, about, Math.max(0, Math.round(due)));
    for (let note = from; note < to; note++) for (const parent of parents.get(note) ?? []) cords.parents.add(note, parent);
    due -= [...parents.values()].reduce((sum, list) => sum + list.length, 0);
  }
  return cords;
}

class AgentChoice {
  readonly #notes: Notes;
  readonly #near: Neighbourhood;
  readonly #ofPlot: Lists;
  readonly #famous = new Map<Kind, number[]>();
  /** The first agent of each kind. */
  readonly #eldest = new Map<Kind, number>();

  constructor(world: string, notes: Notes, near: Neighbourhood) {
    this.#notes = notes;
    this.#near = near;
    this.#ofPlot = new Lists(notes.plots);
    const random = stream(world, 'fame');
    for (let note = 0; note < notes.count; note++) {
      if (!notes.isAgent(note)) continue;
      this.#ofPlot.add(notes.plotOf[note] ?? 0, note);
      const kind = notes.kind(note);
      if (!this.#eldest.has(kind)) this.#eldest.set(kind, note);
      if (below(random, FAMOUS_OF) > 0) continue;
      // Into a place by chance: to be the eldest is not to be the most famous.
      const famous = this.#famous.get(kind) ?? [];
      famous.splice(below(random, famous.length + 1), 0, note);
      this.#famous.set(kind, famous);
    }
  }

  /** Distinct agents: text agents, then one of the creation's kind. */
  chain(random: Random, note: number, plot: number, about: readonly number[]): readonly number[] {
    const length = weighted(random, CHAINS) + 1;
    const kind = this.#notes.kind(note);
    let last = this.#draw(random, kind, note, plot, about) ?? this.#drawAnywhere(random, kind, note, plot);
    if (last === null) {
      last = this.#ofPlot.of(plot)[0] ?? 0;
      this.#notes.setKind(note, this.#notes.kind(last));
    }
    const chain = new Set<number>();
    for (let step = 1; step < length; step++) {
      const agent = this.#draw(random, 'text', note, plot, about);
      if (agent !== null && agent !== last) chain.add(agent);
    }
    return [...chain, last];
  }

  /** From about, or a famous one; null when those drawn make something else or are younger. */
  #draw(random: Random, kind: Kind, note: number, plot: number, about: readonly number[]): number | null {
    for (let attempt = 0; attempt < 2 * TRIES; attempt++) {
      const isFamous = random() < FAMOUS;
      const there = this.#near.draw(random, plot, about, attempt < TRIES ? AGENTS_FROM : NEXT_DOOR);
      const agent = isFamous ? this.#drawFamous(random, kind) : this.#drawOf(random, kind, there);
      if (agent !== null && this.#isOlder(agent, note)) return agent;
    }
    return null;
  }

  /** Of anybody who joined before; at last the eldest of its kind, if it is there yet. */
  #drawAnywhere(random: Random, kind: Kind, note: number, plot: number): number | null {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const agent = this.#drawOf(random, kind, below(random, plot + 1));
      if (agent !== null && this.#isOlder(agent, note)) return agent;
    }
    const eldest = this.#eldest.get(kind);
    return eldest !== undefined && this.#isOlder(eldest, note) ? eldest : null;
  }

  #drawFamous(random: Random, kind: Kind): number | null {
    const famous = this.#famous.get(kind) ?? [];
    return famous[Math.floor(famous.length * random() ** FAME)] ?? null;
  }

  #drawOf(random: Random, kind: Kind, plot: number): number | null {
    const fitting = [...this.#ofPlot.of(plot)].filter((agent) => this.#notes.kind(agent) === kind);
    return fitting.length === 0 ? null : pick(random, fitting);
  }

  #isOlder(agent: number, note: number): boolean {
    return (this.#notes.at[agent] ?? 0) < (this.#notes.at[note] ?? 0);
  }
}

/** About `wanted` parents, spread over the plot's creations; fewer where nothing older may be forked. */
function drawParents(
  random: Random,
  notes: Notes,
  near: Neighbourhood,
  plot: number,
  about: readonly number[],
  wanted: number,
): ReadonlyMap<number, readonly number[]> {
  const [from, to] = notes.of(plot);
  const parents = new Map<number, number[]>();
  let left = wanted;
  for (let attempt = 0; left > 0 && attempt < TRIES * wanted; attempt++) {
    const note = from + below(random, to - from);
    const chosen = parents.get(note) ?? [];
    if (notes.isAgent(note) || chosen.length >= PARENTS_MAX) continue;
    const parent = olderCreation(random, notes, near.draw(random, plot, about, PARENTS_FROM), notes.at[note] ?? 0);
    if (parent === null || chosen.includes(parent)) continue;
    const mine = notes.plotOf[parent] === plot;
    if (!mine && notes.fork(parent) !== 'allowed') continue;
    parents.set(note, [...chosen, parent]);
    left--;
  }
  return parents;
}

/** A creation of the plot that was pinned before `at`; null when the one drawn is none. */
function olderCreation(random: Random, notes: Notes, plot: number, at: number): number | null {
  const [from, to] = notes.of(plot);
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((notes.at[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  if (low === from) return null;
  const note = from + below(random, low - from);
  return notes.isAgent(note) ? null : note;
}
