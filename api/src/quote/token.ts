import { errors } from 'jose';
import { z } from 'zod';
import { QUOTE_AUDIENCE, QUOTE_TYP } from '@oto/schema/contract/pass';
import { err, ok, type Result } from '@oto/schema/base/result';
import type { Signer } from '../pass/signer.ts';
import type { Price } from './price.ts';

export const QUOTE_SECONDS = 300;
/** Subject of a quote asked for without an account; it pays for nothing. */
const ANYONE = 'anyone';

const Claims = z.object({
  price: z.object({
    steps: z.array(
      z.object({
        agentId: z.uuid(),
        versionId: z.uuid(),
        agentName: z.string(),
        engineName: z.string(),
        engineTokens: z.int().min(0),
        payee: z.uuid(),
        fee: z.int().min(0),
      }),
    ),
    royalties: z.array(
      z.object({ creationId: z.uuid(), title: z.string(), payee: z.uuid().nullable(), generation: z.int().min(1), tokens: z.int().min(0) }),
    ),
    total: z.int().min(0),
  }),
  parents: z.array(z.uuid()),
  jar: z.object({ creation: z.uuid(), tokens: z.int().min(0) }).nullable(),
});

/** What the jar of a creation (uuid) would pay of a price. */
export type JarShare = { readonly creation: string; readonly tokens: number };
export type Agreed = { readonly price: Price; readonly jar: JarShare | null };

/** Binds a price to who asked, the agents' versions, the parents and what a jar pays. */
export async function signQuote(
  signer: Signer,
  member: string | null,
  { price, jar }: Agreed,
  parents: readonly string[],
): Promise<string> {
  return signer.sign(
    { price, parents, jar },
    { audience: QUOTE_AUDIENCE, typ: QUOTE_TYP, seconds: QUOTE_SECONDS, subject: member ?? ANYONE },
  );
}

/** What a quote promises this member for exactly these versions, these parents and this jar. */
export async function acceptQuote(
  signer: Signer,
  token: string,
  wanted: {
    readonly member: string;
    readonly versions: readonly string[];
    readonly parents: readonly string[];
    readonly jar: string | null;
  },
): Promise<Result<Agreed, 'quote_expired' | 'quote_mismatch'>> {
  let payload;
  try {
    payload = await signer.verify(token, { audience: QUOTE_AUDIENCE, typ: QUOTE_TYP });
  } catch (error) {
    if (error instanceof errors.JWTExpired) return err('quote_expired');
    if (error instanceof errors.JOSEError) return err('quote_mismatch', error.code);
    throw error;
  }
  const claims = Claims.safeParse(payload);
  if (!claims.success || payload.sub !== wanted.member) return err('quote_mismatch');
  const { price, parents, jar } = claims.data;
  if ((jar?.creation ?? null) !== wanted.jar) return err('quote_mismatch');
  const versions = price.steps.map((step) => step.versionId);
  return equal(versions, wanted.versions) && equal(parents, wanted.parents) ? ok({ price, jar }) : err('quote_mismatch');
}

function equal(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
