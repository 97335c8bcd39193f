import { Appeal } from '@oto/schema/contract/moderation';
import { z } from 'zod';
import type { Calls } from './calls.ts';

export function moderationRoutes({ call, post }: Calls) {
  return {
    /** One a refusal. */
    appeal: (refusal: string, words: string) => post('/api/appeals', Appeal, { refusal, words }),
    /** Mine, newest first. */
    appeals: () => call('/api/appeals', z.object({ appeals: z.array(Appeal) })),
  };
}
