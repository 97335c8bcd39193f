import { newId, uuidFromId } from '@oto/schema/base/id';
import type { Deps, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { auditOwn } from '../operator/audit.ts';
import type { Errand } from './errand.ts';
import { addresseeOf, sendLetter } from './letters.ts';
import { requireOpenDoor, signUpIn } from './sign-up.ts';

export type Claims = {
  /** Issuer and sub. */
  readonly subject: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly name: string;
};

/**
 * Makes sure that an account knows this person of the provider, before the engine signs them in; a new account, or
 * the account with their address. The provider's word for the address counts only when it says that it has verified
 * it. An account whose address nobody has proved to us stays as it is: it may be somebody else's trap, or somebody
 * else's work. Answers the account's address. Throws oidc_unverified, oidc_unproved and whatever signing up throws.
 */
export async function admitByOidc(deps: Deps, errand: Errand, { subject, email, emailVerified, name }: Claims): Promise<string> {
  const { db } = deps;
  const known = await db
    .selectFrom('account')
    .innerJoin('user', 'user.id', 'account.userId')
    .select(['user.id', 'user.email'])
    .where('account.providerId', '=', 'oidc')
    .where('account.accountId', '=', subject)
    .executeTakeFirst();
  if (known) {
    await signIn(deps, known.id, errand);
    return known.email;
  }
  if (email === null || !emailVerified) throw new ApiError('oidc_unverified');
  const address = email.toLowerCase();
  await db.transaction().execute(async (trx) => {
    const user = await trx.selectFrom('user').select(['id', 'emailVerified']).where('email', '=', address).forUpdate().executeTakeFirst();
    if (user) {
      if (!user.emailVerified) throw new ApiError('oidc_unproved');
      await link(trx, user.id, subject);
      await auditOwn(trx, user.id, 'oidc_linked', null, {}, errand.ip);
      await sendLetter(trx, deps.config, await addresseeOf(trx, user.id), 'wayAdded');
      return;
    }
    await requireOpenDoor(deps, errand.terms);
    const { lang, terms, invitation } = errand;
    const newcomer = { name: nameOf(name), email: address, emailVerified: true, lang, terms, invitation };
    const made = await signUpIn(trx, deps, { ...newcomer, way: { type: 'oidc', subject } });
    await auditOwn(trx, made, 'sign_up', null, { way: 'oidc' }, errand.ip);
  });
  return address;
}

async function signIn({ db }: Deps, userUuid: string, { ip }: Errand): Promise<void> {
  await db.transaction().execute((trx) => auditOwn(trx, userUuid, 'sign_in', null, { way: 'oidc' }, ip));
}

async function link(trx: Trx, userUuid: string, subject: string): Promise<void> {
  await trx
    .insertInto('account')
    .values({ id: uuidFromId(newId()), userId: userUuid, accountId: subject, providerId: 'oidc', password: null })
    .execute();
}

/** Nobody's address is shown on the board. */
function nameOf(name: string): string {
  const plain = name.trim().slice(0, 60);
  return plain.includes('@') ? '' : plain;
}
