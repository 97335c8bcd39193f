import { createHash } from 'node:crypto';
import { idFromUuid, newId, uuidFromId } from '@oto/schema/base/id';
import { canonicalJson } from '@oto/schema/base/canonical-json';
import { JAR_DAYS } from '@oto/schema/contract/jar';
import type { Deps, Trx } from '../deps.ts';
import { broadcast } from '../event/broadcast.ts';
import { ApiError } from '../http/api-error.ts';
import { holdMember } from '../identity/hold-member.ts';
import { requireTerms } from '../identity/require-terms.ts';
import { expirePromoOf } from '../ledger/expire-promo.ts';
import { lockWallets } from '../ledger/lock-wallets.ts';
import { walletEvent } from '../ledger/tell-wallet.ts';
import { notify } from '../notification/notify.ts';
import { blockedBetween } from '../safety/blocked.ts';
import { requireActive } from '../safety/suspended.ts';
import { closeGift, closeOverGiftsOf } from './close.ts';
import { holdGift, type Part } from './gift.ts';

const DAY_MS = 86_400_000;
/** Gifts of one member that stand open in one jar. */
const OPEN_MAX = 20;

/** Ids are uuids. */
export type Giving = { readonly creation: string; readonly member: string; readonly tokens: number; readonly key: string };

/**
 * Drops tokens into the jar of a published creation: promo tokens first, then paid ones, held on the giver's wallet
 * for JAR_DAYS, or until the first of its promo tokens end. One key makes one gift. Throws not_found, own_work, blocked_here, suspended, empty_wallet, frozen_wallet, key_reused.
 */
export async function giveToJar(deps: Deps, { creation, member, tokens, key }: Giving): Promise<void> {
  const hash = createHash('sha256')
    .update(canonicalJson({ creation: idFromUuid(creation), tokens }))
    .digest('hex');
  await deps.db.transaction().execute(async (trx) => {
    await holdMember(trx, member);
    if (await isRepeated(trx, member, key, hash)) return;
    await requireTerms(trx, member);
    await requireActive(trx, member);
    const work = await givable(trx, creation, member);
    const now = deps.now();
    const gift = { id: uuidFromId(newId()), expires_at: new Date(now.getTime() + JAR_DAYS * DAY_MS) };
    const placed = await trx
      .insertInto('jar_gift')
      .values({ ...gift, creation_id: creation, member_id: member, key, request_hash: hash, tokens, created_at: now })
      .onConflict((conflict) => conflict.columns(['member_id', 'key']).doNothing())
      .executeTakeFirst();
    if (placed.numInsertedOrUpdatedRows === 0n) {
      await isRepeated(trx, member, key, hash);
      return;
    }
    const parts = await partsOf(trx, now, member, tokens);
    const expires_at = await endOf(trx, now, parts, gift.expires_at);
    await trx.updateTable('jar_gift').set({ expires_at }).where('id', '=', gift.id).execute();
    await holdGift(trx, { ...gift, expires_at }, parts);
    await broadcast(trx, member, await walletEvent(trx, now, member));
    await notify(trx, now, {
      member_id: work.author_id,
      about: 'sponsored',
      kind: work.kind,
      title: work.title,
      code: null,
      creation_id: creation,
      job_id: null,
      actor_id: member,
    });
  });
}

/** Whether this key made this very gift before. Throws key_reused when it made another. */
async function isRepeated(trx: Trx, member: string, key: string, hash: string): Promise<boolean> {
  const before = await trx
    .selectFrom('jar_gift')
    .select('request_hash')
    .where('member_id', '=', member)
    .where('key', '=', key)
    .executeTakeFirst();
  if (before && before.request_hash !== hash) throw new ApiError('key_reused');
  return before !== undefined;
}

/** The creation, kept from leaving the board until the transaction ends. */
async function givable(trx: Trx, creation: string, member: string) {
  const work = await trx
    .selectFrom('creation')
    .innerJoin('member as author', 'author.id', 'creation.author_id')
    .select(['creation.author_id', 'creation.title', 'creation.kind'])
    .where('creation.id', '=', creation)
    .where('creation.state', '=', 'done')
    .where('creation.visibility', '=', 'published')
    .where('creation.hidden_at', 'is', null)
    .where('creation.deleted_at', 'is', null)
    .where('author.hidden_at', 'is', null)
    .where('author.deleted_at', 'is', null)
    .forShare('creation')
    .executeTakeFirst();
  if (!work) throw new ApiError('not_found');
  if (work.author_id === member) throw new ApiError('own_work');
  if (await blockedBetween(trx, member, work.author_id)) throw new ApiError('blocked_here');
  const { open } = await trx
    .selectFrom('jar_gift')
    .select((eb) => eb.fn.countAll<string>().as('open'))
    .where('creation_id', '=', creation)
    .where('member_id', '=', member)
    .where('state', 'in', ['open', 'spending'])
    .executeTakeFirstOrThrow();
  if (Number(open) >= OPEN_MAX) throw new ApiError('too_many_requests', { retryAfterSeconds: 3600 });
  return work;
}

/** Promo tokens first. Throws frozen_wallet, or empty_wallet with the number missing. */
async function partsOf(trx: Trx, now: Date, member: string, tokens: number): Promise<readonly Part[]> {
  // What has ended is not given, though the sweep may be minutes away.
  await closeOverGiftsOf(trx, now, member);
  for (const { account, kind } of (await lockWallets(trx, [member])).wallets) {
    if (kind === 'wallet_promo') await expirePromoOf(trx, { member, account }, now);
  }
  const { wallets, indebted } = await lockWallets(trx, [member]);
  if (indebted.has(member)) throw new ApiError('frozen_wallet');
  const free = wallets.reduce((sum, wallet) => sum + wallet.free, 0);
  if (free < tokens) throw new ApiError('empty_wallet', { fields: [{ path: 'missing', message: String(tokens - free) }] });
  let left = tokens;
  return wallets.map(({ account, kind, free: most }) => {
    const part = Math.min(left, most);
    left -= part;
    return { account, kind, tokens: part };
  });
}

/** When a gift of these parts ends, at `term` at the latest: a jar keeps no promo token longer than a wallet does. */
async function endOf(trx: Trx, now: Date, parts: readonly Part[], term: Date): Promise<Date> {
  const promo = parts.find(({ kind, tokens }) => kind === 'wallet_promo' && tokens > 0);
  if (!promo) return term;
  const { soonest } = await trx
    .selectFrom('ledger.promo_lot')
    .select((eb) => eb.fn.min('expires_at').as('soonest'))
    .where('account', '=', promo.account)
    .whereRef('used', '<', 'amount')
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow();
  return soonest !== null && soonest < term ? soonest : term;
}

/**
 * The giver (uuid) takes back what is in the jar of a gift (uuid); what is being spent comes back to them if it is not
 * needed. Again changes nothing. The creation's uuid. Throws not_found for another's.
 */
export async function takeBackGift({ db, now }: Deps, giftUuid: string, member: string): Promise<string> {
  return db.transaction().execute(async (trx) => {
    await holdMember(trx, member);
    const gift = await trx
      .selectFrom('jar_gift')
      .selectAll()
      .where('id', '=', giftUuid)
      .where('member_id', '=', member)
      .forUpdate()
      .executeTakeFirst();
    if (!gift) throw new ApiError('not_found');
    if (gift.state === 'spent' || gift.state === 'returned') return gift.creation_id;
    const at = now();
    await lockWallets(trx, [member]);
    await closeGift(trx, gift, at);
    await broadcast(trx, member, await walletEvent(trx, at, member));
    return gift.creation_id;
  });
}
