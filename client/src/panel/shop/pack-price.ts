import type { Pack } from '@oto/schema/contract/purchase';

/** Cents for 100 tokens, rounded to whole ones. */
export function centsPer100(pack: Pack): number {
  return Math.round((pack.cents * 100) / pack.tokens);
}

/** Whole percent of tokens more than the dearest pack gives for the same money; never rounded up. */
export function bonus(pack: Pack, packs: readonly Pack[]): number {
  const fewest = Math.min(...packs.map((one) => one.tokens / one.cents));
  // One part in a million forgives the division.
  return Math.floor((pack.tokens / pack.cents / fewest - 1) * 100 + 1e-6);
}
