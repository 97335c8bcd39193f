import { newId, uuidFromId } from '@oto/schema/base/id';
import type { Lang } from '@oto/schema/base/lang';
import { TERMS_VERSION } from '@oto/schema/contract/site';
import type { Deps, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { requireSwitch } from '../operator/switch.ts';
import { forgetWaiting } from '../waiting-list/person.ts';
import { createMember } from './create-member.ts';
import { holdInvitation, useInvitation } from './invitation.ts';
import { sendVerification } from './send-verification.ts';

export type Newcomer = {
  readonly name: string;
  readonly email: string;
  /** Whether somebody we trust says that the address is theirs. */
  readonly emailVerified: boolean;
  readonly lang: Lang;
  readonly terms: string | undefined;
  readonly invitation: string | undefined;
  /** How they will come in again: a password as its hash, or a provider's name for them. */
  readonly way: { readonly type: 'password'; readonly hash: string } | { readonly type: 'oidc'; readonly subject: string };
};

/** Throws signup_off or terms_not_accepted: what can be said before anything is looked up. */
export async function requireOpenDoor(deps: Deps, terms: string | undefined): Promise<void> {
  await requireSwitch(deps.db, 'signup');
  if (terms !== TERMS_VERSION) throw new ApiError('terms_not_accepted');
}

/**
 * Makes the user, their way in and the member in one transaction, or nothing at all; the invitation is used up with
 * it. Answers the user's uuid. Throws signup_off, terms_not_accepted, invitation_needed, bad_invitation, email_taken.
 */
export async function signUp(deps: Deps, newcomer: Newcomer): Promise<string> {
  await requireOpenDoor(deps, newcomer.terms);
  return deps.db.transaction().execute(async (trx) => {
    const user = await signUpIn(trx, deps, newcomer);
    await sendVerification(trx, deps, user);
    return user;
  });
}

/** The same within a transaction, once the door is known to be open. */
export async function signUpIn(trx: Trx, deps: Deps, newcomer: Newcomer): Promise<string> {
  const { name, lang, way } = newcomer;
  const email = newcomer.email.toLowerCase();
  // Before the address is looked up: without an invitation nobody learns who has an account.
  const invitation = await holdInvitation(trx, deps, newcomer.invitation, email);
  const emailVerified = newcomer.emailVerified || (invitation?.provesAddress ?? false);
  const user = await trx
    .insertInto('user')
    .values({ id: uuidFromId(newId()), name, email, emailVerified, image: null })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!user) throw new ApiError('email_taken');
  await trx
    .insertInto('account')
    .values({
      id: uuidFromId(newId()),
      userId: user.id,
      accountId: way.type === 'oidc' ? way.subject : user.id,
      providerId: way.type === 'oidc' ? 'oidc' : 'credential',
      password: way.type === 'password' ? way.hash : null,
    })
    .execute();
  await createMember(trx, deps, { id: user.id, name, email, emailVerified, lang, terms: TERMS_VERSION });
  await forgetWaiting(trx, email);
  if (invitation) await useInvitation(trx, deps, invitation.id, user.id);
  return user.id;
}
