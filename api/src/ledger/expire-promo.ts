import { sql } from 'kysely';
import { newId, uuidFromId } from '@oto/schema/base/id';
import type { Db, Trx } from '../deps.ts';
import { tellWallet } from './tell-wallet.ts';
import { transfer } from './transfer.ts';

const BATCH = 200;

/**
 * Ends the gifts whose time is over. What a job holds counts as taken from those that end first, so it is left alone
 * until the job is over. How many wallets; safe to repeat and to run twice at once.
 */
export async function expirePromo(db: Db, now: Date): Promise<number> {
  let expired = 0;
  for (let last = '0', found = BATCH; found === BATCH;) {
    const { rows } = await sql<{ account: string; member: string }>`
      select distinct l.account, a.owner_id as member from ledger.promo_lot l join ledger.account a on a.id = l.account
      where l.used < l.amount and l.expires_at <= ${now} and l.account > ${last}::bigint order by l.account limit ${BATCH}`.execute(db);
    for (const { member, account } of rows) {
      const isExpired = await db.transaction().execute(async (trx) => {
        if (!(await expirePromoOf(trx, { member, account }, now))) return false;
        await tellWallet(trx, now, member);
        return true;
      });
      if (isExpired) expired++;
      last = account;
    }
    found = rows.length;
  }
  return expired;
}

type PromoWallet = { readonly member: string; readonly account: string };

/** Of one wallet; the account's row is locked. Whether anything ended: then its member is to be told. */
export async function expirePromoOf(trx: Trx, { member, account }: PromoWallet, now: Date): Promise<boolean> {
  const locked = await sql<{ held: string }>`select held from ledger.account where id = ${account}::bigint for no key update`.execute(trx);
  const due = await sql<{ left: string }>`
    select coalesce(sum(amount - used), 0) as left from ledger.promo_lot
    where account = ${account}::bigint and used < amount and expires_at <= ${now}`.execute(trx);
  const amount = Number(due.rows[0]?.left) - Number(locked.rows[0]?.held);
  if (amount <= 0) return false;
  const group = uuidFromId(newId());
  await transfer(trx, {
    key: `expiry:${group}`,
    group,
    from: { member, account: 'wallet_promo' },
    to: { platform: 'expired' },
    amount,
    kind: 'expiry',
  });
  return true;
}
