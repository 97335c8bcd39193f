import { hashText, seededRandom } from '@oto/schema/base/seeded-random';

/** Numbers in [0, 1). Each part of a world has its own stream, so that none depends on the order of the others. */
export type Random = () => number;

export function stream(world: string, ...part: readonly (string | number)[]): Random {
  return seededRandom(hashText([world, ...part].join('/')));
}

/** A whole number in [0, count). */
export function below(random: Random, count: number): number {
  return Math.floor(random() * count);
}

/** Throws RangeError on an empty list. */
export function pick<T>(random: Random, list: readonly T[]): T {
  if (list.length === 0) throw new RangeError('nothing to pick from');
  return list[below(random, list.length)] as T;
}

/** The index that a chance falls on; `weights` are positive and need not sum to 1. */
export function weighted(random: Random, weights: readonly number[]): number {
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return index;
  }
  return weights.length - 1;
}

/** Standard normal (Box and Muller). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
