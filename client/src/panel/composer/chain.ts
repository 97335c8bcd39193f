import type { Id } from '@oto/schema/base/id';
import type { Kind } from '@oto/schema/board/kind';
import { feeds, handsOn, takerOf, type Role } from '@oto/schema/job/chain';

/** Agents in the order they work. At most this many. */
export const CHAIN_MAX = 4;

export type ChainAgent = {
  readonly id: Id;
  readonly name: string;
  readonly role: string;
  readonly kind: Kind;
  readonly colour: number;
  /** What its engine takes beside words. */
  readonly accepts: readonly Role[];
};

type Link = Pick<ChainAgent, 'kind' | 'accepts'>;

/** Why one cannot follow another: the film before it ends the chain, or its engine takes no picture, or no sound. */
export type Break = 'film' | Role;

/** Null when `after` can be fed by `before`. */
export function breakBetween(before: Pick<Link, 'kind'>, after: Pick<Link, 'accepts'>): Break | null {
  if (feeds(before.kind, after.accepts)) return null;
  const handed = handsOn(before.kind);
  return handed === null || handed === 'text' ? 'film' : handed;
}

/** Places whose agent cannot be fed by the one before it, from 1 on. */
export function breaks(chain: readonly Link[]): readonly number[] {
  return chain.flatMap((link, index) => {
    const before = chain[index - 1];
    return before !== undefined && breakBetween(before, link) !== null ? [index] : [];
  });
}

/**
 * Where a new agent goes: as late as it can without breaking anything more; at the end when it fits nowhere.
 * `role`: what it is to be given a file of, which an agent before it may keep it from.
 */
export function placeFor(chain: readonly Link[], agent: Link, role?: Role): number {
  const before = breaks(chain).length;
  const places = [...chain.keys(), chain.length].filter((place) => breaks(chain.toSpliced(place, 0, agent)).length <= before);
  const taking = role === undefined ? [] : places.filter((place) => takerOf(role, chain.toSpliced(place, 0, agent)) >= 0);
  return taking.at(-1) ?? places.at(-1) ?? chain.length;
}

/** Whether the chain's own order would hold with the agent at `place`; `instead`: in place of the one that is there. */
export function fits(chain: readonly Link[], place: number, agent: Link, instead = false): boolean {
  const [before, after] = [chain[place - 1], chain[instead ? place + 1 : place]];
  return (before === undefined || feeds(before.kind, agent.accepts)) && (after === undefined || feeds(agent.kind, after.accepts));
}

/** One click that mends a chain. */
export type Mending =
  | { readonly type: 'order'; readonly order: readonly number[] }
  | { readonly type: 'drop'; readonly index: number }
  | { readonly type: 'replace'; readonly index: number };

/**
 * What would mend a broken chain, the gentlest first: another order of the same agents, one agent
 * less, another agent in the place of one. The first two leave nothing broken. `broken`: the place told of.
 */
export function mendings(chain: readonly Link[], broken: number): readonly Mending[] {
  const found: Mending[] = [];
  const order = nearestOrder(chain);
  if (order !== null) found.push({ type: 'order', order });
  const drop = [broken, broken - 1].find((index) => breaks(chain.toSpliced(index, 1)).length === 0);
  if (drop !== undefined) found.push({ type: 'drop', index: drop });
  const before = chain[broken - 1];
  found.push({ type: 'replace', index: before?.kind === 'video' ? broken - 1 : broken });
  return found;
}

/** The order with no break that swaps the fewest pairs; null when there is none. */
function nearestOrder(chain: readonly Link[]): readonly number[] | null {
  let best: readonly number[] | null = null;
  for (const order of orders(chain.map((_, index) => index))) {
    const whole = breaks(order.map((index) => chain[index] as Link)).length === 0;
    if (whole && (best === null || swaps(order) < swaps(best))) best = order;
  }
  return best;
}

function orders(places: readonly number[]): readonly (readonly number[])[] {
  if (places.length <= 1) return [places];
  return places.flatMap((place, index) => orders(places.toSpliced(index, 1)).map((rest) => [place, ...rest]));
}

function swaps(order: readonly number[]): number {
  return order.reduce((sum, place, index) => sum + order.slice(index + 1).filter((later) => later < place).length, 0);
}

/** Whose input a file of this role becomes; null when no agent takes it. */
export function takerName(role: Role, chain: readonly ChainAgent[]): string | null {
  return chain[takerOf(role, chain)]?.name ?? null;
}
