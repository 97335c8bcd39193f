import { z } from 'zod';
import { ID_PATTERN, type Id } from '../base/id.ts';

/**
 * One awareness state per connection and region document. Never stored. Watchers publish none.
 * Coordinates are units from the region's centre; a cursor may lie outside the plot.
 */
const idText = z.custom<Id>((value) => typeof value === 'string' && ID_PATTERN.test(value));
const near = z.number().min(-20_000).max(20_000);
/** Anywhere in the world, however far from the region that is spoken in. */
const anywhere = z.number().min(-1e9).max(1e9);
const size = z.number().min(1).max(1e9);

export const Presence = z.strictObject({
  /** The server writes name and handle as the person's pass tells them. */
  who: z
    .strictObject({ id: idText, name: z.string().max(60), handle: z.string().max(60).optional(), colour: z.int().min(0).max(15) })
    .optional(),
  cursor: z.tuple([near, near]).optional(),
  /** Notes being dragged and the offset from their stored place, sent at 20 Hz at most. */
  drag: z.strictObject({ ids: z.array(idText).max(200), dx: near, dy: near }).optional(),
  /** Where this person looks, told while somebody follows them: the middle of their screen, and how many units it shows across and down. */
  view: z.strictObject({ at: z.tuple([anywhere, anywhere]), span: z.tuple([size, size]) }).optional(),
  /** Whose view this person follows. */
  follows: idText.optional(),
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
