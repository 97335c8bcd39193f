import { z } from 'zod';
import { ID_PATTERN, type Id } from '../base/id.ts';

/**
 * One awareness state per connection and region document. Never stored. Watchers publish none.
 * Coordinates are units from the region's centre; a cursor may lie outside the plot.
 */
const idText = z.custom<Id>((value) => typeof value === 'string' && ID_PATTERN.test(value));
const near = z.number().min(-20_000).max(20_000);

export const Presence = z.strictObject({
  who: z.strictObject({ id: idText, name: z.string().max(60), colour: z.int().min(0).max(15) }).optional(),
  cursor: z.tuple([near, near]).optional(),
  /** Notes being dragged and the offset from their stored place, sent at 20 Hz at most. */
  drag: z.strictObject({ ids: z.array(idText).max(200), dx: near, dy: near }).optional(),
  /** Where this person looks: middle of their screen, zoom, and the screen's width over its height. Sent by who is followed, or shows the way. */
  view: z.strictObject({ at: z.tuple([near, near]), zoom: z.number().min(0.001).max(100), aspect: z.number().min(0.1).max(10) }).optional(),
  /** The last points of a laser, oldest first; it fades where it is seen. */
  laser: z
    .array(z.tuple([near, near]))
    .max(24)
    .optional(),
  /** A hand waved: the number rises with each wave. `to`: at whom, else at everybody. */
  wave: z.strictObject({ n: z.int().min(0).max(1_000_000), to: idText.optional() }).optional(),
  /** A worker's progress on a ghost of this region. `pct` 0..100; `n` rises with each preview. */
  work: z
    .strictObject({
      note: idText,
      job: idText,
      phase: z.string().max(40),
      pct: z.number().min(0).max(100),
      n: z.int().min(0),
      text: z.string().max(280).optional(),
    })
    .optional(),
});
export type Presence = z.infer<typeof Presence>;
