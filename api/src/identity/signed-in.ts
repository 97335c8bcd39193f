import { z } from 'zod';
import { IdText } from '@oto/schema/contract/common';

/** What every way in answers, beside the session's cookie. */
export const SignedIn = z.object({ user: z.object({ id: IdText, name: z.string(), email: z.string() }) });
