import { sql, type Selectable } from 'kysely';
import { newId } from '@oto/schema/base/id';
import type { Tables } from '@oto/schema/db/tables';
import type { Trx } from '../deps.ts';
import { openHolds } from '../ledger/job-holds.ts';
import type { OpenWallet } from '../ledger/lock-wallets.ts';

export type GiftRow = Selectable<Tables['jar_gift']>;
/** Tokens of one wallet: what a hold of a gift is of. */
export type Part = Pick<OpenWallet, 'account' | 'kind'> & { readonly tokens: number };

/** What a gift (uuid) holds now of each wallet, by however many holds; promo tokens first. Its row is locked. */
export async function giftParts(trx: Trx, giftUuid: string): Promise<readonly Part[]> {
  const { rows } = await sql<{ account: string; kind: Part['kind']; tokens: string }>`
    select h.account, a.kind, sum(h.amount) as tokens from ledger.hold h join ledger.account a on a.id = h.account
    where h.group_id = ${giftUuid}::uuid and h.state = 'open' group by h.account, a.kind order by a.kind = 'wallet_promo' desc`.execute(
    trx,
  );
  return rows.map((row) => ({ ...row, tokens: Number(row.tokens) }));
}

/** Holds parts for a gift, under its id, until it ends. The wallets are locked and have as much. */
export async function holdGift(trx: Trx, gift: Pick<GiftRow, 'id' | 'expires_at'>, parts: readonly Part[]): Promise<void> {
  for (const { account, kind, tokens } of parts) {
    if (tokens === 0) continue;
    await sql`select ledger.open_hold(${`gift:${gift.id}:${newId()}:${kind}`}, ${account}::bigint, ${tokens}::bigint,
      ${gift.expires_at}::timestamptz - clock_timestamp(), ${gift.id}::uuid)`.execute(trx);
  }
}

/** Lets go of what a gift holds; what its giver owes is not repaid of it. */
export async function dropGift(trx: Trx, giftUuid: string, state: 'voided' | 'expired' = 'voided'): Promise<void> {
  for (const { id } of await openHolds(trx, giftUuid)) await sql`select ledger.void_hold(${id}::bigint, ${state})`.execute(trx);
}

/**
 * Writes down how a gift (uuid) stands: there is something in the jar, all of it is with jobs, or nothing is left. One
 * that was closed stays closed, whatever its jobs spend. Its row is locked.
 */
export async function markGift(trx: Trx, giftUuid: string, now: Date): Promise<void> {
  await sql`
    update jar_gift g set state = s.state, closed_at = case when s.state in ('spent', 'returned') then coalesce(g.closed_at, ${now}) end
    from (select case
        when exists (select from ledger.hold where group_id = ${giftUuid}::uuid and state = 'open') then 'open'
        when exists (select from jar_spend where gift_id = ${giftUuid}::uuid and spent is null) then 'spending'
        when spent = tokens then 'spent' else 'returned' end as state
      from jar_gift where id = ${giftUuid}::uuid) s
    where g.id = ${giftUuid}::uuid and g.state <> 'returned'`.execute(trx);
}
