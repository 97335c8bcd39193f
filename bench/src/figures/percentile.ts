/** Nearest-rank percentile of `values`, q in 0..1, rounded to 0.1. NaN of none. */
export function percentile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))];
  return at === undefined ? Number.NaN : Math.round(at * 10) / 10;
}
