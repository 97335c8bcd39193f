import { sql } from 'kysely';
import type { Trx } from '../deps.ts';
import { HOLD_TTL } from '../ledger/hold-for-job.ts';
import { lockWallets } from '../ledger/lock-wallets.ts';
import { dropGift, giftParts, holdGift, markGift, type Part } from './gift.ts';

export type Draw = { readonly gift: string; readonly tokens: number };
export type Drawing = {
  readonly job: string;
  readonly creation: string;
  /** The author of both. */
  readonly member: string;
  readonly amount: number;
};

/**
 * Takes up to `amount` tokens out of a creation's jar for a job, the oldest gifts first: what they hold is held anew
 * under the job, the rest of it anew under the gift. The wallets of all who pay, the author's too, stay locked. Ids are
 * uuids; `recordDraws` once the job's row is there.
 */
export async function drawFromJar(trx: Trx, now: Date, { job, creation, member, amount }: Drawing): Promise<readonly Draw[]> {
  if (amount === 0) return [];
  // Each has a token at least, so no more of them are needed.
  const gifts = await trx
    .selectFrom('jar_gift')
    .selectAll()
    .where('creation_id', '=', creation)
    .where('state', '=', 'open')
    .where('expires_at', '>', now)
    .orderBy('id')
    .limit(amount)
    .forUpdate()
    .execute();
  const { indebted } = await lockWallets(trx, [member, ...gifts.map((gift) => gift.member_id)]);
  const draws: Draw[] = [];
  let left = amount;
  for (const gift of gifts) {
    if (left === 0) break;
    if (indebted.has(gift.member_id)) continue;
    const parts = await giftParts(trx, gift.id);
    await dropGift(trx, gift.id);
    const rest: Part[] = [];
    let drawn = 0;
    for (const part of parts) {
      const tokens = Math.min(left, part.tokens);
      if (tokens > 0) {
        await sql`select ledger.open_hold(${drawKey(job, gift.id, part.kind)}, ${part.account}::bigint, ${tokens}::bigint,
          ${HOLD_TTL}::interval, ${job}::uuid)`.execute(trx);
      }
      rest.push({ ...part, tokens: part.tokens - tokens });
      left -= tokens;
      drawn += tokens;
    }
    await holdGift(trx, gift, rest);
    draws.push({ gift: gift.id, tokens: drawn });
  }
  return draws;
}

/** What jobs hold of each gift, until they end. */
export async function recordDraws(trx: Trx, now: Date, jobUuid: string, draws: readonly Draw[]): Promise<void> {
  for (const { gift, tokens } of draws) {
    await trx.insertInto('jar_spend').values({ job_id: jobUuid, gift_id: gift, held: tokens }).execute();
    await markGift(trx, gift, now);
  }
}

/** The hold of a job on one wallet of a gift: one each. */
export function drawKey(job: string, gift: string, kind: Part['kind']): string {
  return `jar:${job}:${gift}:${kind}`;
}
