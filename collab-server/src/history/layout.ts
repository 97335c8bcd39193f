import { canonicalJson, type Json } from '@oto/schema/base/canonical-json';
import type { FarEnd, NoteRecord, PlaceRecord, TieRecord } from '@oto/schema/board/record';

/** What a region showed at one time; keys are note ids and tie ids. */
export type Layout = {
  readonly notes: ReadonlyMap<string, NoteRecord>;
  readonly places: ReadonlyMap<string, PlaceRecord>;
  readonly ties: ReadonlyMap<string, TieRecord>;
};

export const EMPTY_LAYOUT: Layout = { notes: new Map(), places: new Map(), ties: new Map() };

export type Change<T> = { readonly before: T | undefined; readonly after: T | undefined };
/** What differs between two layouts, by key. */
export type Changes = { readonly [root in keyof Layout]: ReadonlyMap<string, Change<ValueOf<Layout[root]>>> };
type ValueOf<M> = M extends ReadonlyMap<string, infer T> ? T : never;

export function changesBetween(before: Layout, after: Layout): Changes {
  return {
    notes: between(before.notes, after.notes),
    places: between(before.places, after.places),
    ties: between(before.ties, after.ties),
  };
}

/** The changes of `first` and then `second`, as one. */
export function joinChanges(first: Changes, second: Changes): Changes {
  return {
    notes: joined(first.notes, second.notes),
    places: joined(first.places, second.places),
    ties: joined(first.ties, second.ties),
  };
}

/** What of the past may be told: notes and ends of ties that still stand today. */
export type Today = { readonly hasNote: (id: string) => boolean; readonly stands: (end: FarEnd) => boolean };

/** The part of an earlier layout that may be shown today. */
export function tellable(layout: Layout, today: Today): Layout {
  return {
    notes: new Map([...layout.notes].filter(([id]) => today.hasNote(id))),
    places: new Map([...layout.places].filter(([id]) => today.hasNote(id) && layout.notes.has(id))),
    ties: new Map([...layout.ties].filter(([, tie]) => standing(tie, today) !== undefined)),
  };
}

/** Ids as in `HistoryMoment`. A pending note is pinned when it is finished. */
export type Told = {
  readonly moved: readonly string[];
  readonly pinned: readonly string[];
  readonly unpinned: number;
  readonly tied: readonly string[];
  readonly retied: readonly string[];
  readonly cut: readonly string[];
};

/** Net changes in words of the contract: what is back where it was is not told, nor what no longer exists. */
export function tell(changes: Changes, today: Today): Told {
  const moved = keys(changes.places, (change, id) => today.hasNote(id) && differs(change));
  const pinned = keys(changes.notes, ({ before, after }, id) => today.hasNote(id) && !isPinned(before) && isPinned(after));
  const unpinned = keys(changes.notes, ({ before, after }) => isPinned(before) && after === undefined).length;
  const ties = new Map(
    [...changes.ties].map(([id, { before, after }]) => [id, { before: standing(before, today), after: standing(after, today) }]),
  );
  return {
    moved,
    pinned,
    unpinned,
    tied: keys(ties, ({ before, after }) => before === undefined && after !== undefined),
    retied: keys(ties, (change) => change.before !== undefined && change.after !== undefined && differs(change)),
    cut: keys(ties, ({ before, after }) => before !== undefined && after === undefined),
  };
}

/** A tie whose end does not stand today is told as if it were not there. */
function standing(tie: TieRecord | undefined, today: Today): TieRecord | undefined {
  return tie && today.stands(tie.a) && today.stands(tie.b) ? tie : undefined;
}

export function isSilent(told: Told): boolean {
  const { moved, pinned, unpinned, tied, retied, cut } = told;
  return moved.length + pinned.length + unpinned + tied.length + retied.length + cut.length === 0;
}

function isPinned(note: NoteRecord | undefined): boolean {
  return note !== undefined && note.j === undefined;
}

function between<T>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>): Map<string, Change<T>> {
  const changes = new Map<string, Change<T>>();
  for (const [key, value] of before) changes.set(key, { before: value, after: after.get(key) });
  for (const [key, value] of after) if (!before.has(key)) changes.set(key, { before: undefined, after: value });
  return changes;
}

function joined<T>(first: ReadonlyMap<string, Change<T>>, second: ReadonlyMap<string, Change<T>>): Map<string, Change<T>> {
  const changes = new Map(first);
  for (const [key, { before, after }] of second) {
    const earlier = changes.get(key);
    changes.set(key, { before: earlier ? earlier.before : before, after });
  }
  return changes;
}

function keys<T>(changes: ReadonlyMap<string, Change<T>>, isTold: (change: Change<T>, key: string) => boolean): string[] {
  return [...changes].filter(([key, change]) => isTold(change, key)).map(([key]) => key);
}

function differs<T extends Json>({ before, after }: Change<T>): boolean {
  if (before === undefined || after === undefined) return before !== after;
  return canonicalJson(before) !== canonicalJson(after);
}
