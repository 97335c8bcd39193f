import { z } from 'zod';
import { ID_PATTERN, type Id } from '../base/id.ts';

const idText = z.custom<Id>((value) => typeof value === 'string' && ID_PATTERN.test(value));

/** Most paths of one light, and most notes of one path. */
export const LIGHT_PATHS = 16;
const LIGHT_NOTES = 6;

/**
 * Tokens that went from a new creation to agents and ancestors, as a bead of light that runs along cords. Each path
 * is note ids from the creation on, cord by cord; the last is who earned. Sent to the readers of a region as a
 * stateless message of the collab server, and nowhere stored.
 */
export const Light = z.strictObject({ paths: z.array(z.array(idText).min(2).max(LIGHT_NOTES)).min(1).max(LIGHT_PATHS) });
export type Light = z.infer<typeof Light>;
