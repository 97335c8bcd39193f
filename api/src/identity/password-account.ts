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

/** Null: the account has no password. `held`: waits for whoever is changing it. */
export async function passwordHashOf(db: Db, userUuid: string, held?: 'held'): Promise<string | null> {
  const row = await db
    .selectFrom('account')
    .select('password')
    .where('userId', '=', userUuid)
    .where('providerId', '=', 'credential')
    .$if(held === 'held', (query) => query.forShare())
    .executeTakeFirst();
  return row?.password ?? null;
}

/** The same of whoever has this address, in lower case. */
export async function passwordHashAt(db: Db, email: string): Promise<string | null> {
  const user = await db.selectFrom('user').select('id').where('email', '=', email).executeTakeFirst();
  return user ? passwordHashOf(db, user.id) : null;
}

export async function isPasswordOf(db: Db, userUuid: string, password: string): Promise<boolean> {
  const hash = await passwordHashOf(db, userUuid);
  return hash !== null && passwordMatches({ hash, password });
}
