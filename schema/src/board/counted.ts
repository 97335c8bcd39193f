import { z } from 'zod';
import { ID_PATTERN, type Id } from '../base/id.ts';
import { Light } from './light.ts';

const idText = z.custom<Id>((value) => typeof value === 'string' && ID_PATTERN.test(value));
const count = z.int().min(0);

/** Notes that one message tells of at most. */
export const COUNTED_MAX = 200;

/** What people made of notes of one region, told to its readers every few seconds at most and stored in no document: id, likes, comments, votes of this week. */
export const Counted = z.strictObject({
  counts: z
    .array(z.tuple([idText, count, count, count]))
    .min(1)
    .max(COUNTED_MAX),
});
export type Counted = z.infer<typeof Counted>;

/** Every stateless message that the collab server sends to the readers of a region. */
export const Told = z.union([Light, Counted]);
export type Told = z.infer<typeof Told>;
