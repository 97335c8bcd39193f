import { sql, type Kysely } from 'kysely';
import type { Tables } from '@oto/schema/db/tables';
import { grant } from './grant.ts';

/** Opens a new member's accounts and gives the welcome tokens, once however often it is called. */
export async function openWallet(trx: Kysely<Tables>, memberUuid: string, welcomeTokens: number): Promise<void> {
  await sql`select ledger.member_account(${memberUuid}::uuid, kind)
    from unnest(array['wallet_promo', 'wallet_paid', 'earnings']) as kind`.execute(trx);
  if (welcomeTokens === 0) return;
  const key = `welcome:${memberUuid}`;
  const before = await trx.selectFrom('ledger.transfer').select('id').where('key', '=', key).executeTakeFirst();
  if (before) return;
  const given = await grant(trx, { key, member: memberUuid, amount: welcomeTokens, kind: 'welcome' });
  if (!given.ok) throw new Error(`the welcome of member ${memberUuid} was refused: ${given.code}`);
}
