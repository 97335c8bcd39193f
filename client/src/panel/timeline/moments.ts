import type { HistoryMoment, HistoryPage } from '@oto/schema/contract/history';

/**
 * The past of a plot as it is known so far. Laws: moments are oldest first and never twice; `at` is
 * an index into them; what followed the newest is today, so its index is today's; older pages come in
 * at the left and move nothing of what is shown.
 */
export type Moments = {
  readonly moments: readonly HistoryMoment[];
  /** Where the next, older page ends; null: the beginning is loaded. */
  readonly older: string | null;
  /** Milliseconds since 1970; null: all of it is exact. */
  readonly keptSince: number | null;
  readonly at: number;
};

export function firstMoments(page: HistoryPage): Moments {
  const moments = page.moments.toReversed();
  return { moments, older: page.next, keptSince: page.keptSince, at: Math.max(0, moments.length - 1) };
}

export function withOlder(known: Moments, page: HistoryPage): Moments {
  const first = known.moments[0];
  const fresh = page.moments.filter((moment) => first === undefined || isBefore(moment.id, first.id)).toReversed();
  return {
    moments: [...fresh, ...known.moments],
    older: page.next,
    keptSince: page.keptSince ?? known.keptSince,
    at: known.moments.length === 0 ? Math.max(0, fresh.length - 1) : known.at + fresh.length,
  };
}

export function goTo(known: Moments, at: number): Moments {
  return { ...known, at: Math.min(Math.max(0, Math.round(at)), lastIndex(known)) };
}

/** Null is today. */
export function shownMoment(known: Moments): HistoryMoment | null {
  return known.at >= lastIndex(known) ? null : (known.moments[known.at] ?? null);
}

/** Today's index. */
export function lastIndex(known: Moments): number {
  return Math.max(0, known.moments.length - 1);
}

/** Index of the last moment at or before this id; null when only older pages can hold it; 0 at the beginning. */
export function indexOfMoment(known: Moments, id: string): number | null {
  const index = known.moments.findLastIndex((moment) => !isBefore(id, moment.id));
  if (index >= 0) return index;
  return known.older === null ? 0 : null;
}

/** Ids are numbers of up to 19 digits: larger is later. */
function isBefore(a: string, b: string): boolean {
  return BigInt(a) < BigInt(b);
}
