import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Lang } from '@oto/schema/base/lang';
import type { Deps, Trx } from '../deps.ts';
import { openWallet } from '../ledger/open-wallet.ts';
import { claimHome } from '../plot/claim-home.ts';
import { handleCandidates } from './handle.ts';

export type MemberRow = {
  readonly id: string;
  readonly name: string;
  readonly handle: string;
  readonly role: 'member' | 'operator';
  readonly lang: Lang;
  readonly created_at: Date;
};

/**
 * The member behind a better-auth user, made the first time with a handle, a wallet with its welcome
 * tokens and a home plot, all in one transaction. Calling it again, or twice at once, changes
 * nothing. Null when there is no such user, or the account was deleted.
 */
export async function ensureMember(deps: Pick<Deps, 'db' | 'config'>, userUuid: string, lang: Lang): Promise<MemberRow | null> {
  const present = await deps.db.selectFrom('member').selectAll().where('id', '=', userUuid).executeTakeFirst();
  if (present) return present.deleted_at ? null : present;
  return deps.db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`member:${userUuid}`}, 0))`.execute(trx);
    const meanwhile = await trx.selectFrom('member').selectAll().where('id', '=', userUuid).executeTakeFirst();
    if (meanwhile) return meanwhile.deleted_at ? null : meanwhile;
    const user = await trx.selectFrom('user').select(['id', 'name', 'email']).where('id', '=', userUuid).executeTakeFirst();
    if (!user) return null;
    const role = deps.config.operatorEmails.includes(user.email.toLowerCase()) ? 'operator' : 'member';
    const member = await insertMember(trx, { id: user.id, name: displayName(user.name), role, lang });
    await openWallet(trx, user.id, deps.config.welcomeTokens);
    await claimHome(trx, user.id);
    return member;
  });
}

function displayName(name: string): string {
  return name.trim().slice(0, 60) || 'Membre';
}

async function insertMember(trx: Trx, member: { id: string; name: string; role: 'member' | 'operator'; lang: Lang }): Promise<MemberRow> {
  for (const handle of handleCandidates(member.name, () => randomBytes(5).toString('hex'))) {
    const row = await trx
      .insertInto('member')
      .values({ ...member, handle })
      .onConflict((conflict) => conflict.column('handle').doNothing())
      .returningAll()
      .executeTakeFirst();
    if (row) return row;
  }
  throw new Error('handle candidates never end');
}
