import { z } from 'zod';
import { IdText } from './common.ts';

/** JWTs are EdDSA, keys at /.well-known/jwks.json; `aud` and `typ` differ so that no pass serves twice. */
export const COLLAB_AUDIENCE = 'oto-collab';
export const COLLAB_TYP = 'oto-collab+jwt';
export const WORKER_AUDIENCE = 'oto-worker';
export const WORKER_TYP = 'oto-worker+jwt';
export const QUOTE_AUDIENCE = 'oto-quote';
export const QUOTE_TYP = 'oto-quote+jwt';
export const PASS_ISSUER = 'oto';
export const COLLAB_PASS_SECONDS = 300;

/** Claims of a collab pass. A service pass reads and shows presence on `document`, and may pin one record. */
export const CollabClaims = z.discriminatedUnion('role', [
  z.object({
    role: z.enum(['member', 'operator']),
    sub: IdText,
    name: z.string(),
    handle: z.string().optional(),
    colour: z.int(),
    /** A young account: an `open` plot is not open to it yet. */
    newcomer: z.literal(true).optional(),
  }),
  z.object({
    role: z.literal('service'),
    sub: z.string(),
    name: z.string(),
    document: z.string(),
    note: IdText,
    /** base64url SHA-256 of canonicalJson(record) it may set at notes[note]; absent while the job runs. */
    record: z.string().optional(),
  }),
]);
export type CollabClaims = z.infer<typeof CollabClaims>;
