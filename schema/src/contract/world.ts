import { z } from 'zod';
import { InputRole, KindText, PlotShape } from './common.ts';

/** GET /api/world, public, cached a few seconds: what a browser needs before it opens a document. */
export const World = z.object({
  atlasEpoch: z.int().min(1),
  /** Version of this contract; the client offers a reload when it rises. */
  protocol: z.int(),
  members: z.int(),
  notes: z.int(),
  /** Lattice rectangle that holds every claimed plot. */
  bounds: z.object({ x0: z.int(), y0: z.int(), x1: z.int(), y1: z.int() }),
  /** The plot with the most notes: where a newcomer looks first. Null on an empty board. */
  liveliest: PlotShape.extend({ notes: z.int() }).nullable(),
  switches: z.object({ generation: z.boolean(), signup: z.boolean(), purchase: z.boolean() }),
  engines: z.array(
    z.object({
      id: z.string(),
      kind: KindText,
      name: z.string(),
      models: z.array(z.string()),
      trained: z.boolean(),
      accepts: z.array(InputRole),
      ceiling: z.int(),
      healthy: z.boolean(),
    }),
  ),
  providers: z.array(z.string()),
});
export type World = z.infer<typeof World>;
export const PROTOCOL_VERSION = 1;
