import { z } from 'zod';
import { NoteRecord, PlaceRecord, TieRecord } from '../board/record.ts';
import { IdText } from './common.ts';

/**
 * The past of a plot, rebuilt from journal and snapshots across epochs. Served by the collab server
 * beside the documents, to everyone who may watch:
 *
 *   GET /collab/t/<tile>/history/<x>,<y>?before=<moment>   a page of moments, newest first
 *   GET /collab/t/<tile>/history/<x>,<y>/<moment>          the layout right after that moment
 *   GET /collab/t/<tile>/history/<x>,<y>/since/<ms>        what changed after a time (ms since 1970)
 *   GET /collab/t/<tile>/history/<x>,<y>/of/<id>           operators alone: see contract/safety
 *
 * Notes that no longer exist are left out everywhere else, so nothing rises from the dead.
 */
export const MOMENTS_PER_PAGE = 100;

/** A number of the journal, in decimal: larger is later. */
export const MomentId = z.string().regex(/^\d{1,19}$/);

export const HistoryPerson = z.object({ id: IdText, name: z.string(), handle: z.string() });
export type HistoryPerson = z.infer<typeof HistoryPerson>;

/** Changes that one person made one soon after the other; `by` null: the server or a worker. */
export const HistoryMoment = z.object({
  /** The last journal entry of the change. */
  id: MomentId,
  /** Milliseconds since 1970. */
  at: z.number(),
  by: HistoryPerson.nullable(),
  /** Note ids. */
  moved: z.array(IdText),
  pinned: z.array(IdText),
  unpinned: z.int(),
  /** Tie ids: new, changed (an end, a name or a colour), cut. */
  tied: z.array(IdText),
  retied: z.array(IdText),
  cut: z.array(IdText),
});
export type HistoryMoment = z.infer<typeof HistoryMoment>;

export const HistoryPage = z.object({
  moments: z.array(HistoryMoment),
  /** `before` of the next, older page; null at the beginning. */
  next: MomentId.nullable(),
  /** Older layouts than this (ms since 1970) can no longer be rebuilt exactly; null: all of it can. */
  keptSince: z.number().nullable(),
});
export type HistoryPage = z.infer<typeof HistoryPage>;

export const HistoryLayout = z.object({
  moment: MomentId,
  at: z.number(),
  notes: z.record(z.string(), NoteRecord),
  places: z.record(z.string(), PlaceRecord),
  ties: z.record(z.string(), TieRecord),
});
export type HistoryLayout = z.infer<typeof HistoryLayout>;

export const HistorySince = z.object({
  /** Distinct notes moved and pinned, ties tied, changed or cut, whoever did it. */
  moved: z.int(),
  pinned: z.int(),
  ties: z.int(),
  /** At most 20, the busiest first. */
  people: z.array(HistoryPerson),
  /** The last moment before the time asked; null when there is none. */
  before: MomentId.nullable(),
});
export type HistorySince = z.infer<typeof HistorySince>;
