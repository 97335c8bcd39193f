import { splitByWeight } from './split.ts';

/** Generations that earn a royalty when a descendant is made. */
export const ROYALTY_GENERATIONS = 4;
/** A generation-1 ancestor alone receives one tenth of the run's price. */
const PARENT_SHARE_DIVISOR = 10;

export type Ancestor<K> = { readonly id: K; readonly author: K; readonly generation: number };
export type Royalty<A> = { readonly ancestor: A; readonly tokens: number };

/**
 * Royalties on top of a run that costs `base` tokens (engines and agents). A generation's share is a
 * tenth of the base, halved per generation, divided evenly among its ancestors. The share of an
 * ancestor made by `payer` is not charged: nobody pays a royalty to oneself. The sum is rounded up
 * to whole tokens and divided by largest remainder; ancestors that round to nothing are left out.
 */
export function royalties<K, A extends Ancestor<K>>(base: number, ancestors: readonly A[], payer: K | null): readonly Royalty<A>[] {
  const crowd = new Map<number, number>();
  const earning = ancestors.filter(({ generation }) => generation >= 1 && generation <= ROYALTY_GENERATIONS);
  for (const { generation } of earning) crowd.set(generation, (crowd.get(generation) ?? 0) + 1);
  const common = [...crowd.values()].reduce(leastCommonMultiple, 1);
  const paid = earning.filter(({ author }) => author !== payer);
  const weights = paid.map(({ generation }) => 2 ** (ROYALTY_GENERATIONS - generation) * (common / (crowd.get(generation) ?? 1)));
  const whole = PARENT_SHARE_DIVISOR * 2 ** (ROYALTY_GENERATIONS - 1) * common;
  const pool = Math.ceil((base * weights.reduce((sum, weight) => sum + weight, 0)) / whole);
  const shares = splitByWeight(pool, weights);
  return paid.map((ancestor, index) => ({ ancestor, tokens: shares[index] ?? 0 })).filter(({ tokens }) => tokens > 0);
}

function leastCommonMultiple(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return (a / x) * b;
}
