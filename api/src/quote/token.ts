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
});

/** Binds a price to who asked, the agents' versions and the parents. */
export async function signQuote(signer: Signer, member: string | null, price: Price, parents: readonly string[]): Promise<string> {
  return signer.sign({ price, parents }, { audience: QUOTE_AUDIENCE, typ: QUOTE_TYP, seconds: QUOTE_SECONDS, subject: member ?? ANYONE });
}

/** The price a quote promises this member for exactly these versions and parents. */
export async function acceptQuote(
  signer: Signer,
  token: string,
  wanted: { readonly member: string; readonly versions: readonly string[]; readonly parents: readonly string[] },
): Promise<Result<Price, 'quote_expired' | 'quote_mismatch'>> {
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
  const { price, parents } = claims.data;
  const versions = price.steps.map((step) => step.versionId);
  return equal(versions, wanted.versions) && equal(parents, wanted.parents) ? ok(price) : err('quote_mismatch');
}

function equal(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
