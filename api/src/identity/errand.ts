import { z } from 'zod';
import { LANGS } from '@oto/schema/base/lang';

/** What we had the provider's round trip carry; it never passes through the browser. */
export const Errand = z.object({
  lang: z.enum(LANGS),
  terms: z.string().optional(),
  invitation: z.string().optional(),
  ip: z.string(),
});
export type Errand = z.infer<typeof Errand>;
