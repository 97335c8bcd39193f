/**
 * Shares `total` whole tokens in proportion to `weights` by largest remainder; ties go to the lower
 * index. The shares sum exactly to `total`, each differs from its exact proportion by less than one,
 * and a weight of 0 receives nothing. With no weight at all every share is 0.
 * Throws RangeError unless `total` and the weights are whole and not negative.
 */
export function splitByWeight(total: number, weights: readonly number[]): readonly number[] {
  if (!isCount(total) || !weights.every(isCount)) throw new RangeError('total and weights are whole numbers, 0 or more');
  const sum = weights.reduce((all, weight) => all + BigInt(weight), 0n);
  if (sum === 0n) return weights.map(() => 0);
  const parts = weights.map((weight, index) => {
    const exact = BigInt(total) * BigInt(weight);
    return { index, share: Number(exact / sum), remainder: exact % sum };
  });
  let left = total - parts.reduce((all, part) => all + part.share, 0);
  const shares = parts.map((part) => part.share);
  for (const part of parts.toSorted((a, b) => compare(b.remainder, a.remainder) || a.index - b.index)) {
    if (left === 0) break;
    shares[part.index] = part.share + 1;
    left--;
  }
  return shares;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
