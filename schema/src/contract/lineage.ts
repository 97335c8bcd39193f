import { z } from 'zod';
import { IdText, Instant, KindText, PlotShape, Tokens } from './common.ts';
import { InputRef } from './input.ts';
import { Person } from './social.ts';

/** Notes of one answer at most; the nearest generations first. */
export const LINEAGE_MAX = 5000;
/** Characters of a prompt that a node tells. */
export const LINEAGE_PROMPT = 240;

/**
 * GET /api/creations/:id/lineage, public: everything the creation comes from and everything that came of it, over
 * several parents, with who made what; `?whole=1`: also what else came of its ancestors, and so on. A note that the
 * asker may not see is `gone` where something they may see came of it: its place in the family is known, nothing
 * else. Otherwise it is left out.
 */
export const LineageNode = z.object({
  id: IdText,
  /** Generations from the one asked for: ancestors below 0, descendants above, 0 itself and those of its age by another way. */
  generation: z.int(),
  /** Null: gone, private or hidden; also what is not listed, unless the asked one comes from it. */
  shown: z
    .object({
      title: z.string(),
      kind: KindText,
      author: Person,
      /** The agents' names, in order, and the colours of their cords (index into CORD_COLOURS). */
      agents: z.array(z.object({ id: IdText, name: z.string(), colour: z.int() })),
      /** Its beginning. */
      prompt: z.string(),
      tokens: Tokens,
      plot: PlotShape.nullable(),
      seat: z.tuple([z.int(), z.int(), z.int()]).nullable(),
      thumb: z.string().optional(),
      createdAt: Instant,
      /** Made again from this older one. */
      remakeOf: IdText.nullable(),
    })
    .nullable(),
});
export type LineageNode = z.infer<typeof LineageNode>;

export const Lineage = z.object({
  root: IdText,
  nodes: z.array(LineageNode).max(LINEAGE_MAX),
  /** Parent, child. */
  edges: z.array(z.tuple([IdText, IdText])),
  /** More exist than are told. */
  cut: z.boolean(),
});
export type Lineage = z.infer<typeof Lineage>;

/**
 * GET /api/creations/:id/outdated, for its author: why it could be made again. `parents`: its author has made the
 * parent again since, and that take is published. `agents`: edited since. Both empty: it is up to date.
 */
export const Outdated = z.object({
  id: IdText,
  parents: z.array(z.object({ old: IdText, now: IdText, title: z.string() })),
  agents: z.array(z.object({ id: IdText, name: z.string(), was: z.int(), now: z.int() })),
  /**
   * What to send to POST /api/quotes and /generate_<kind>: the same wish with the parents of today; null when an agent,
   * a parent or a file it was given is gone.
   */
  wish: z
    .object({
      agents: z.array(IdText),
      prompt: z.string(),
      parents: z.array(IdText),
      inputs: z.array(InputRef),
      remakeOf: IdText,
      title: z.string(),
      kind: KindText,
    })
    .nullable(),
});
export type Outdated = z.infer<typeof Outdated>;
