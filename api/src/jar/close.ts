import { sql } from 'kysely';
import type { Deps, Trx } from '../deps.ts';
import { broadcast } from '../event/broadcast.ts';
import { repayDebt } from '../ledger/debt.ts';
import { lockWallets } from '../ledger/lock-wallets.ts';
import { walletEvent } from '../ledger/tell-wallet.ts';
import { dropGift, type GiftRow } from './gift.ts';
import { overNow } from './over.ts';

const BATCH = 100;

/**
 * Ends a gift: what is in the jar of it is its giver's again, and what a job still has comes back to them, not into the
 * jar. Its row and its giver's wallets are locked.
 */
export async function closeGift(trx: Trx, gift: Pick<GiftRow, 'id' | 'member_id' | 'expires_at'>, now: Date): Promise<void> {
  await dropGift(trx, gift.id, gift.expires_at <= now ? 'expired' : 'voided');
  await trx.updateTable('jar_gift').set({ state: 'returned', closed_at: now }).where('id', '=', gift.id).execute();
  await repayDebt(trx, gift.member_id, gift.id);
}

/** Ends gifts that are still open, and tells their givers. Rows are locked here; `which` picks them, as `g`. */
async function closeGifts(trx: Trx, now: Date, which: ReturnType<typeof overNow>): Promise<number> {
  const { rows } = await sql<GiftRow>`
    select g.* from jar_gift g where g.state in ('open', 'spending') and ${which} order by g.id for update`.execute(trx);
  if (rows.length === 0) return 0;
  const givers = [...new Set(rows.map((gift) => gift.member_id))];
  await lockWallets(trx, givers);
  for (const gift of rows) await closeGift(trx, gift, now);
  for (const member of givers) await broadcast(trx, member, await walletEvent(trx, now, member));
  return rows.length;
}

/** Ends the jars of creations (uuids) that leave the board. Their rows are locked, no wallet is yet. */
export async function closeJars(trx: Trx, now: Date, creations: readonly string[]): Promise<void> {
  await closeGifts(trx, now, sql<boolean>`g.creation_id = any(${creations}::uuid[])`);
}

/** Ends what a member (uuid) gave whose time is over, before they give anew: the sweep may be minutes away. */
export async function closeOverGiftsOf(trx: Trx, now: Date, member: string): Promise<void> {
  await closeGifts(trx, now, sql<boolean>`g.member_id = ${member}::uuid and ${overNow(now)}`);
}

/** Ends what a member (uuid) who leaves gave, and what they were given: after lockJarsOf. */
export async function closeJarsOf(trx: Trx, now: Date, member: string): Promise<void> {
  await closeGifts(trx, now, ofMember(member));
}

/**
 * For a member who leaves: their notes that have a jar, the gifts in it and those they gave, then all accounts
 * of the member and the wallets of these givers at once, in the order in which whoever gives, spends or pays locks them:
 * whoever pays the member meanwhile waits, or comes before.
 */
export async function lockJarsOf(trx: Trx, member: string): Promise<void> {
  await sql`select id from creation where author_id = ${member}::uuid and id in (
    select creation_id from jar_gift where state in ('open', 'spending')) order by id for no key update`.execute(trx);
  const { rows } = await sql<{ giver: string }>`
    select g.member_id as giver from jar_gift g where (g.state in ('open', 'spending') and ${ofMember(member)})
      or g.id in (select s.gift_id from jar_spend s join job j on j.id = s.job_id where j.author_id = ${member}::uuid and s.spent is null)
    order by g.id for update`.execute(trx);
  await sql`select ledger.lock_accounts(array(
    select id from ledger.account where owner_id = ${member}::uuid
      or (owner_id = any(${rows.map(({ giver }) => giver)}::uuid[]) and kind in ('wallet_promo', 'wallet_paid'))))`.execute(trx);
}

function ofMember(member: string) {
  return sql<boolean>`(g.member_id = ${member}::uuid or g.creation_id in (select id from creation where author_id = ${member}::uuid))`;
}

/** Ends gifts whose time is over, and what slipped through when a note or a person went. How many; several sweepers never meet. */
export async function closeDueGifts({ db, now }: Deps): Promise<number> {
  const at = now();
  const { rows } = await sql<{ id: string }>`
    select g.id from jar_gift g where g.state in ('open', 'spending') and ${overNow(at)} order by g.id limit ${BATCH}`.execute(db);
  let closed = 0;
  for (const { id } of rows) {
    closed += await db.transaction().execute((trx) => closeGifts(trx, at, sql<boolean>`g.id = ${id}::uuid and ${overNow(at)}`));
  }
  return closed;
}
