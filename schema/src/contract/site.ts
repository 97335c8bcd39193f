import { z } from 'zod';
import { FlagsOn } from './flag.ts';
import { PAYMENTS } from './purchase.ts';

/** Who runs this place, as the law wants it said beside the terms. Plain text. */
export const Publisher = z.object({
  name: z.string(),
  /** One line. */
  address: z.string(),
  /** E-mail address. */
  contact: z.string(),
  /** Name and address of who keeps the machines. */
  host: z.string().nullable(),
  /** Name and address of the consumers' mediator. */
  mediator: z.string().nullable(),
});
export type Publisher = z.infer<typeof Publisher>;

/** GET /api/site, public: how one gets in here, and by what rules. */
export const Site = z.object({
  /** invited: a code is needed. off: nobody, for now. */
  signUp: z.enum(['open', 'invited', 'off']),
  /** Whether whoever has no code may leave an address. */
  waitingList: z.boolean().default(false),
  /** What is on for visitors. */
  flags: FlagsOn,
  /** Name of the OpenID provider on its button; null without one. */
  oidc: z.object({ name: z.string() }).nullable(),
  /** Whether mails are sent at all: verification, reset, receipts. */
  mail: z.boolean(),
  /** Address of the page that shows what would have been mailed; only in a local run without SMTP. */
  mailbox: z.string().nullable(),
  payments: z.enum(PAYMENTS),
  terms: z.object({ version: z.string() }),
  /** Null: whoever runs this has not said it yet. */
  publisher: Publisher.nullable(),
});
export type Site = z.infer<typeof Site>;

/**
 * Version of the terms and of the privacy notice (client/src/terms). A member who has accepted an older one
 * may watch and move, and is asked again before making or buying. Raise it with every change of substance.
 */
export const TERMS_VERSION = '2026-11';
