import { z } from 'zod';

/** An answer of which only its success counts. */
export const Nothing = z.unknown().transform(() => undefined);
