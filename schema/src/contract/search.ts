import { z } from 'zod';
import { IdText, Instant, KindText, PlotShape } from './common.ts';
import { Person } from './social.ts';

export const QUERY_MAX = 120;
export const HITS_MAX = 20;

/**
 * GET /api/search?q=&in=all|people|agents|creations&kind=&author=<handle>&agent=<id>&after=<date>&before=<date>&lang=,
 * public: what is public alone, best first. Words are matched as their language has them, without accents, the last
 * one as a beginning; a word that nobody wrote is read as the nearest that somebody did.
 */
export const SearchQuery = z.object({
  q: z.string().trim().min(1).max(QUERY_MAX),
  in: z.enum(['all', 'people', 'agents', 'creations']).default('all'),
  kind: KindText.optional(),
  author: z.string().max(60).optional(),
  agent: IdText.optional(),
  after: z.iso.date().optional(),
  before: z.iso.date().optional(),
});
export type SearchQuery = z.input<typeof SearchQuery>;

/** What was found of a text: the characters (UTF-16) from and to, in pairs, in order. */
export const Marks = z.array(z.tuple([z.int(), z.int()]));
export type Marks = z.infer<typeof Marks>;

export const Hit = z.discriminatedUnion('type', [
  /** `marks`: of the name. */
  z.object({ type: z.literal('person'), person: Person, marks: Marks, plot: PlotShape.nullable(), notes: z.int() }),
  z.object({
    type: z.enum(['agent', 'creation']),
    id: IdText,
    kind: KindText,
    title: z.string(),
    author: Person,
    plot: PlotShape,
    /** Units from the plot's centre. */
    seat: z.tuple([z.int(), z.int(), z.int()]),
    titleMarks: Marks,
    /** Words around what was found. */
    excerpt: z.string(),
    marks: Marks,
    thumb: z.string().optional(),
    createdAt: Instant,
  }),
]);
export type Hit = z.infer<typeof Hit>;

export const SearchResult = z.object({
  hits: z.array(Hit),
  /** What the words were read as, where that differs from what was typed; null: as typed. */
  readAs: z.string().nullable(),
});
export type SearchResult = z.infer<typeof SearchResult>;
