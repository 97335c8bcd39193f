import { z } from 'zod';
import { ForkLicence, IdText, InputRole, Instant, KindText, LangText, PlotShape, Tokens, Visibility } from './common.ts';
import { StepSource } from './worker.ts';

const Person = z.object({ id: IdText, name: z.string(), handle: z.string() });

export const MediaInfo = z.object({
  variant: z.enum(['main', 'thumb', 'poster', 'full']),
  url: z.string(),
  mime: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  width: z.int().optional(),
  height: z.int().optional(),
  durationMs: z.int().optional(),
  /** Of a sound, 0 to 1. */
  peaks: z.array(z.number()).optional(),
});

/** One agent run inside a creation. */
export const Step = z.object({
  index: z.int(),
  agent: z.object({
    id: IdText,
    versionId: IdText,
    name: z.string(),
    role: z.string(),
    colour: z.int(),
    owner: Person,
    editedSince: z.boolean(),
  }),
  kind: KindText,
  engine: z.string(),
  engineName: z.string(),
  model: z.string(),
  trained: z.boolean(),
  prompt: z.string(),
  instructions: z.string(),
  /** Text that this step produced, or the first of it; empty for pictures and sound. */
  output: z.string(),
  /** What it was made from, in order. */
  sources: z.array(StepSource),
  /** What a step before the last left; the last one's is the creation's own. Urls: /media/:creation/step/:index/:variant. */
  media: z.array(MediaInfo),
  tokens: Tokens,
  startedAt: Instant,
  durationMs: z.int(),
});
export type Step = z.infer<typeof Step>;

/** GET /api/creations/:id */
export const Creation = z.object({
  id: IdText,
  job: IdText.nullable(),
  author: Person,
  kind: KindText,
  title: z.string(),
  prompt: z.string(),
  lang: LangText,
  /** Whole text of a text creation. */
  text: z.string().optional(),
  peaks: z.array(z.number()).optional(),
  durationMs: z.int().optional(),
  visibility: Visibility,
  fork: ForkLicence,
  /** Null while it is private. */
  plot: PlotShape.nullable(),
  seat: z.tuple([z.int(), z.int(), z.int()]).nullable(),
  steps: z.array(Step),
  parents: z.array(z.object({ id: IdText, title: z.string(), author: Person })),
  children: z.array(z.object({ id: IdText, title: z.string(), author: Person })),
  media: z.array(MediaInfo),
  /** Files the author gave; `url` for the author alone, `creation` where it was somebody's. */
  inputs: z.array(
    z.object({
      role: InputRole,
      url: z.string().optional(),
      creation: IdText.optional(),
      /** With `url`, of a sound. */
      durationMs: z.int().optional(),
      peaks: z.array(z.number()).optional(),
    }),
  ),
  tokens: Tokens,
  createdAt: Instant,
  publishedAt: Instant.nullable(),
  /** The older take it was made again from, and the newest made from it. */
  remakeOf: IdText.nullable(),
  remadeAs: IdText.nullable(),
  mine: z.boolean(),
  mayFork: z.boolean(),
});
export type Creation = z.infer<typeof Creation>;

/** POST /api/creations/:id/publish -> Creation. Idempotent. Seats the note on the author's plot. */
export const PublishRequest = z.object({
  fork: ForkLicence.default('allowed'),
  title: z.string().trim().min(1).max(80).optional(),
  unlisted: z.boolean().default(false),
});
/** GET /api/creations?mine=1&visibility=private&before=<id> -> {creations: CreationSummary[]} newest first, 50 at most: the tray. */
export const CreationSummary = Creation.pick({
  id: true,
  kind: true,
  title: true,
  prompt: true,
  visibility: true,
  plot: true,
  createdAt: true,
}).extend({ thumb: z.string().optional() });
export type CreationSummary = z.infer<typeof CreationSummary>;
