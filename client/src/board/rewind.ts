import type { PlaceRecord, TieRecord } from '@oto/schema/board/record';
import type { HistoryLayout } from '@oto/schema/contract/history';
import { sameValue, type Change } from './command-log.ts';
import { regionOfEnd } from './move-rights.ts';
import { storedPlace } from './note-view.ts';
import type { RegionNote } from './region-view.ts';

/** A region's own records as they are today. */
export interface Today {
  readonly key: string;
  readonly notes: ReadonlyMap<string, RegionNote>;
  readonly ties: ReadonlyMap<string, TieRecord>;
}

/** Where a note of today lay then; undefined: it was not there yet. */
export function pastPlace(layout: HistoryLayout, id: string): PlaceRecord | undefined {
  const note = own(layout.notes, id);
  return note && storedPlace(note, own(layout.places, id));
}

/** The ties of then whose ends in this region are still there. An end elsewhere only the server can check. */
export function pastTies(today: Today, layout: HistoryLayout): ReadonlyMap<string, TieRecord> {
  const stands = ({ a, b }: TieRecord): boolean => [a, b].every((end) => regionOfEnd(end) !== today.key || today.notes.has(end[0]));
  return new Map(Object.entries(layout.ties).filter(([, tie]) => stands(tie)));
}

/**
 * What makes today's layout that of then: notes that were there lie where they lay, ties are as they
 * were or cut. Notes that came since stay where they are. Written out, the layouts agree and asking
 * again answers nothing.
 */
export function changesTo(today: Today, layout: HistoryLayout): Change[] {
  const changes: Change[] = [];
  const region = today.key;
  for (const [key, { record, place }] of today.notes) {
    const [before, after] = [storedPlace(record, place), pastPlace(layout, key)];
    if (after && !sameValue(before, after)) changes.push({ region, root: 'places', key, before, after });
  }
  const ties = pastTies(today, layout);
  for (const key of new Set([...today.ties.keys(), ...ties.keys()])) {
    const [before, after] = [today.ties.get(key) ?? null, ties.get(key) ?? null];
    if (!sameValue(before, after)) changes.push({ region, root: 'ties', key, before, after });
  }
  return changes;
}

/** Records come from elsewhere: a key may be named like a member of every object. */
function own<T>(records: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(records, key) ? records[key] : undefined;
}
