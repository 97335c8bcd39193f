import { sql } from 'kysely';
import { newId, uuidFromId } from '@oto/schema/base/id';
import type { MemberAccount } from '@oto/schema/ledger/account';
import type { Db, Trx } from '../deps.ts';
import { transfer } from './transfer.ts';

/**
 * Empties the accounts of somebody who leaves: gifts end, paid tokens and earnings become the platform's, a debt its
 * loss. What open holds keep stays until they are closed; then call it again.
 */
export async function forfeit(trx: Trx, member: string): Promise<void> {
  const { rows } = await sql<{ kind: MemberAccount; free: string }>`
    select kind, posted - held as free from ledger.account where owner_id = ${member}::uuid
    order by kind = 'wallet_promo' desc, id for no key update`.execute(trx);
  const group = uuidFromId(newId());
  for (const { kind, free } of rows) {
    const amount = Number(free);
    if (amount === 0) continue;
    const common = { key: `forfeit:${group}:${kind}`, group, amount: Math.abs(amount) };
    const account = { member, account: kind };
    switch (kind) {
      case 'wallet_promo':
        await transfer(trx, { ...common, from: account, to: { platform: 'expired' }, kind: 'forfeit' });
        break;
      case 'wallet_paid':
      case 'earnings':
        await transfer(trx, { ...common, from: account, to: { platform: 'platform_revenue' }, kind: 'forfeit' });
        break;
      case 'debt':
        await transfer(trx, { ...common, from: { platform: 'fraud_loss' }, to: account, kind: 'forgiven' });
        break;
      default:
        kind satisfies never;
    }
  }
}

/** Does so again for those who left with something still on its way: a hold that was open, an earning that came later. How many. */
export async function forfeitLeft(db: Db): Promise<number> {
  const { rows } = await sql<{ member: string }>`
    select distinct a.owner_id as member from ledger.account a join member m on m.id = a.owner_id
    where m.deleted_at is not null and a.posted <> a.held limit 200`.execute(db);
  for (const { member } of rows) await db.transaction().execute((trx) => forfeit(trx, member));
  return rows.length;
}
