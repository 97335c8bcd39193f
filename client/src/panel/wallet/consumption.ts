import { KINDS, type Kind } from '@oto/schema/board/kind';
import type { Consumption } from '@oto/schema/contract/statement';
import { addDays, countDays, type Day } from './days.ts';

/** Beyond so many days a bar is a week. */
const MOST_BARS = 92;

/** Bars from left to right: the day each begins with, and how many days it holds. */
export type Bars = { readonly starts: readonly Day[]; readonly days: number };

/** Bars over a period of days, both ends included; the last ends with `to`. */
export function barsOver(from: Day, to: Day): Bars {
  const all = countDays(from, to);
  const days = all > MOST_BARS ? 7 : 1;
  const bars = Math.ceil(all / days);
  return { starts: Array.from({ length: bars }, (_, index) => addDays(to, 1 - (bars - index) * days)), days };
}

/** One amount a bar, for each series. */
export type Series<N extends string> = { readonly name: N; readonly amounts: readonly number[] };

function sums<T extends { readonly day: Day }>(bars: Bars, rows: readonly T[], amount: (row: T) => number): readonly number[] {
  const sum = bars.starts.map(() => 0);
  const first = bars.starts[0];
  if (first === undefined) return sum;
  for (const row of rows) {
    const at = Math.floor((countDays(first, row.day) - 1) / bars.days);
    if (at >= 0 && at < sum.length) sum[at] = (sum[at] ?? 0) + amount(row);
  }
  return sum;
}

/** What was used, by kind; kinds that were not are left out. */
export function usedByKind(bars: Bars, days: Consumption['days']): readonly Series<Kind>[] {
  return KINDS.map((kind) => ({
    name: kind,
    amounts: sums(
      bars,
      days.filter((row) => row.kind === kind),
      (row) => row.tokens,
    ),
  })).filter((series) => series.amounts.some((tokens) => tokens > 0));
}

/** What others' use of what is mine brought. */
export function earnedBySource(bars: Bars, earned: Consumption['earned']): readonly Series<'fees' | 'royalties'>[] {
  return (['fees', 'royalties'] as const)
    .map((name) => ({ name, amounts: sums(bars, earned, (row) => row[name]) }))
    .filter((series) => series.amounts.some((tokens) => tokens > 0));
}

export function total(amounts: readonly number[]): number {
  return amounts.reduce((sum, one) => sum + one, 0);
}

/** Each series with those before it below it: what a stacked bar reaches up to. */
export function stacked(series: readonly Series<string>[]): readonly (readonly number[])[] {
  let below: readonly number[] = [];
  return series.map(({ amounts }) => {
    below = amounts.map((amount, at) => amount + (below[at] ?? 0));
    return below;
  });
}
