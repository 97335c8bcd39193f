import { newId, uuidFromId } from '@oto/schema/base/id';
import type { Db, Trx } from '../deps.ts';
import { passwordMatches } from './password.ts';

/** Sets the account's password, given as its hash, whether it had one or not. */
export async function setPassword(trx: Trx, userUuid: string, hash: string, now: Date): Promise<void> {
  await trx
    .insertInto('account')
    .values({ id: uuidFromId(newId()), userId: userUuid, accountId: userUuid, providerId: 'credential', password: hash })
    .onConflict((conflict) => conflict.columns(['providerId', 'accountId']).doUpdateSet({ password: hash, updatedAt: now }))
    .execute();
}

/** Null: the account has no password. */
export async function passwordHashOf(db: Db, userUuid: string): Promise<string | null> {
  const row = await db
    .selectFrom('account')
    .select('password')
    .where('userId', '=', userUuid)
    .where('providerId', '=', 'credential')
    .executeTakeFirst();
  return row?.password ?? null;
}

export async function isPasswordOf(db: Db, userUuid: string, password: string): Promise<boolean> {
  const hash = await passwordHashOf(db, userUuid);
  return hash !== null && passwordMatches({ hash, password });
}
