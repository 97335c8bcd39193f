import { randomBytes } from 'node:crypto';
import type { Lang } from '@oto/schema/base/lang';
import type { Config } from '../config.ts';
import type { Db, Deps, Trx } from '../deps.ts';
import { openWallet } from '../ledger/open-wallet.ts';
import { claimHome } from '../plot/claim-home.ts';
import { tellJoined } from '../webhook/tell-people.ts';
import { handleCandidates } from './handle.ts';
import { acceptTerms } from './require-terms.ts';

type Role = 'member' | 'operator';

export type MemberRow = {
  readonly id: string;
  readonly name: string;
  readonly handle: string;
  readonly role: Role;
  readonly lang: Lang;
  readonly created_at: Date;
};

export type NewMember = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly lang: Lang;
  /** The version accepted. */
  readonly terms: string;
};

/** The member behind a session's user. Null when there is none, or the account was deleted. */
export async function memberOf(db: Db, userUuid: string): Promise<MemberRow | null> {
  const row = await db.selectFrom('member').selectAll().where('id', '=', userUuid).where('deleted_at', 'is', null).executeTakeFirst();
  return row ?? null;
}

/**
 * A member for a user row made in the same transaction: handle, accepted terms, wallet with its welcome tokens and
 * home plot. So nobody is ever half signed up.
 */
export async function createMember(trx: Trx, deps: Pick<Deps, 'config' | 'now'>, person: NewMember): Promise<void> {
  const { id, name, lang, terms } = person;
  await insertMember(trx, { id, name: name.trim().slice(0, 60) || 'Membre', role: roleOf(deps.config, person), lang });
  await acceptTerms(trx, id, terms, deps.now());
  await openWallet(trx, id, deps.config.welcomeTokens);
  await claimHome(trx, id);
  await tellJoined(trx, deps.now(), id, deps.config.welcomeTokens);
}

/** In production an address makes an operator only once it is known to be theirs. */
export function roleOf(
  { operatorEmails, production }: Pick<Config, 'operatorEmails' | 'production'>,
  { email, emailVerified }: { readonly email: string; readonly emailVerified: boolean },
): Role {
  return operatorEmails.includes(email.toLowerCase()) && (emailVerified || !production) ? 'operator' : 'member';
}

async function insertMember(trx: Trx, member: { id: string; name: string; role: Role; lang: Lang }): Promise<void> {
  for (const handle of handleCandidates(member.name, () => randomBytes(5).toString('hex'))) {
    const row = await trx
      .insertInto('member')
      .values({ ...member, handle })
      .onConflict((conflict) => conflict.column('handle').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (row) return;
  }
  throw new Error('handle candidates never end');
}
