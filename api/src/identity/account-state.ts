import { sql } from 'kysely';
import type { AccountState } from '@oto/schema/contract/account';
import type { Db } from '../deps.ts';

/** How a member gets in and what they have accepted. `confirmedUntil` is the asking session's, told by whoever knows it. */
export async function accountStateOf(db: Db, memberUuid: string, confirmedUntil: Date | null): Promise<AccountState> {
  const { rows } = await sql<{ emailVerified: boolean; password: boolean; oidc: boolean; passkeys: number; terms: string | null }>`
    select u."emailVerified",
      exists (select from account a where a."userId" = u.id and a."providerId" = 'credential') as password,
      exists (select from account a where a."userId" = u.id and a."providerId" <> 'credential') as oidc,
      (select count(*)::int from passkey p where p."userId" = u.id) as passkeys,
      (select version from terms_acceptance t where t.member_id = u.id order by accepted_at desc limit 1) as terms
    from "user" u where u.id = ${memberUuid}::uuid`.execute(db);
  const row = rows[0];
  if (!row) throw new Error(`no user ${memberUuid}`);
  return { ...row, confirmedUntil: confirmedUntil?.toISOString() ?? null };
}
