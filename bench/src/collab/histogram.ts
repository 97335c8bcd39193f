/** Milliseconds of one bucket, and of the last. */
const STEP_MS = 0.05;
const MAX_MS = 5_000;

/** Counts of latencies, which several processes can add up. */
export type Histogram = Uint32Array;

export function newHistogram(): Histogram {
  return new Uint32Array(MAX_MS / STEP_MS);
}

export function note(histogram: Histogram, ms: number): void {
  const bucket = Math.min(histogram.length - 1, Math.max(0, Math.floor(ms / STEP_MS)));
  histogram[bucket] = (histogram[bucket] ?? 0) + 1;
}

export function sum(histograms: readonly Histogram[]): Histogram {
  const total = newHistogram();
  for (const histogram of histograms) for (const [bucket, count] of histogram.entries()) total[bucket] = (total[bucket] ?? 0) + count;
  return total;
}

/** The upper edge of the bucket that holds the quantile `q` in 0..1, milliseconds; NaN of none. */
export function quantile(histogram: Histogram, q: number): number {
  let left = 0;
  for (const count of histogram) left += count;
  if (left === 0) return Number.NaN;
  left = Math.max(1, Math.ceil(left * q));
  for (const [bucket, count] of histogram.entries()) {
    left -= count;
    if (left <= 0) return (bucket + 1) * STEP_MS;
  }
  return MAX_MS;
}
