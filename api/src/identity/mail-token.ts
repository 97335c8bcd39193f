import { createHash, randomBytes } from 'node:crypto';
import { newId, uuidFromId } from '@oto/schema/base/id';
import type { Db, Trx } from '../deps.ts';

/** What the link of a mail lets one do, and for how long. */
const LASTS_MS = { verify: 3 * 86_400_000, reset: 3_600_000 } as const;
export type TokenPurpose = keyof typeof LASTS_MS;

/** A new token for the user; those before it end. Only its hash is kept. */
export async function issueToken(trx: Trx, purpose: TokenPurpose, userUuid: string, now: Date): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await endTokens(trx, purpose, userUuid);
  await trx
    .insertInto('verification')
    .values({
      id: uuidFromId(newId()),
      identifier: identifierOf(purpose, token),
      value: userUuid,
      expiresAt: new Date(now.getTime() + LASTS_MS[purpose]),
    })
    .execute();
  return token;
}

/** Whose a token is, without using it up. Null: none of ours, used or ended. */
export async function holderOf(db: Db, purpose: TokenPurpose, token: string, now: Date): Promise<string | null> {
  const row = await db
    .selectFrom('verification')
    .select('value')
    .where('identifier', '=', identifierOf(purpose, token))
    .where('expiresAt', '>', now)
    .executeTakeFirst();
  return row?.value ?? null;
}

/** The same, and nobody will use it again: of two who come at once, one gets null. */
export async function spendToken(trx: Trx, purpose: TokenPurpose, token: string, now: Date): Promise<string | null> {
  const row = await trx
    .deleteFrom('verification')
    .where('identifier', '=', identifierOf(purpose, token))
    .where('expiresAt', '>', now)
    .returning('value')
    .executeTakeFirst();
  return row?.value ?? null;
}

export async function endTokens(trx: Trx, purpose: TokenPurpose, userUuid: string): Promise<void> {
  await trx.deleteFrom('verification').where('value', '=', userUuid).where('identifier', 'like', `oto-${purpose}:%`).execute();
}

function identifierOf(purpose: TokenPurpose, token: string): string {
  return `oto-${purpose}:${createHash('sha256').update(token).digest('hex')}`;
}
