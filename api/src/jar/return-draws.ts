import type { Trx } from '../deps.ts';
import { broadcast } from '../event/broadcast.ts';
import { lockWallets } from '../ledger/lock-wallets.ts';
import { walletEvent } from '../ledger/tell-wallet.ts';
import { closeGift } from './close.ts';
import { drawKey } from './draw.ts';
import { holdGift, markGift, type Part } from './gift.ts';
import { isOver } from './over.ts';

/** Locks the gifts that a job (uuid) draws on. Before its holds are captured or given back, and before any wallet. */
export async function lockDraws(trx: Trx, jobUuid: string): Promise<void> {
  await trx
    .selectFrom('jar_gift')
    .select('id')
    .where('id', 'in', trx.selectFrom('jar_spend').select('gift_id').where('job_id', '=', jobUuid))
    .orderBy('id')
    .forUpdate()
    .execute();
}

/**
 * Once a job's holds are settled: what it spent of each gift is written down, and what it did not spend goes back into
 * the jar, or to its giver when the gift is over. Once per job, after lockDraws.
 */
export async function returnDraws(trx: Trx, now: Date, jobUuid: string): Promise<void> {
  const draws = await trx
    .selectFrom('jar_spend')
    .innerJoin('jar_gift', 'jar_gift.id', 'jar_spend.gift_id')
    .selectAll('jar_gift')
    .where('job_id', '=', jobUuid)
    .where('jar_spend.spent', 'is', null)
    .orderBy('jar_gift.id')
    .execute();
  if (draws.length === 0) return;
  const { wallets, indebted } = await lockWallets(
    trx,
    draws.map((gift) => gift.member_id),
  );
  const free = new Map(wallets.map((wallet) => [wallet.account, wallet.free]));
  for (const gift of draws) {
    const held = await holdsOf(trx, jobUuid, gift.id);
    const spent = held.reduce((sum, hold) => sum + hold.captured, 0);
    await trx.updateTable('jar_spend').set({ spent }).where('job_id', '=', jobUuid).where('gift_id', '=', gift.id).execute();
    await trx
      .updateTable('jar_gift')
      .set((eb) => ({ spent: eb('spent', '+', String(spent)) }))
      .where('id', '=', gift.id)
      .execute();
    const left = held.map((hold) => ({ ...hold, tokens: hold.tokens - hold.captured })).filter(({ tokens }) => tokens > 0);
    // A debt that came meanwhile was repaid of what the job gave back.
    const there = left.every(({ account, tokens }) => (free.get(account) ?? 0) >= tokens);
    if (gift.state === 'returned') continue;
    if (indebted.has(gift.member_id) || !there || (await isOver(trx, gift, now))) {
      await closeGift(trx, gift, now);
      continue;
    }
    await holdGift(trx, gift, left);
    for (const { account, tokens } of left) free.set(account, (free.get(account) ?? 0) - tokens);
    await markGift(trx, gift.id, now);
  }
  for (const member of new Set(draws.map((gift) => gift.member_id))) await broadcast(trx, member, await walletEvent(trx, now, member));
}

async function holdsOf(trx: Trx, job: string, gift: string): Promise<readonly (Part & { readonly captured: number })[]> {
  const rows = await trx
    .selectFrom('ledger.hold as hold')
    .innerJoin('ledger.account as account', 'account.id', 'hold.account')
    .select(['account.id as account', 'account.kind', 'hold.amount', 'hold.captured'])
    .where(
      'hold.key',
      'in',
      (['wallet_promo', 'wallet_paid'] as const).map((kind) => drawKey(job, gift, kind)),
    )
    .execute();
  return rows.map((row) => ({
    account: row.account,
    kind: row.kind === 'wallet_promo' ? 'wallet_promo' : 'wallet_paid',
    tokens: Number(row.amount),
    captured: Number(row.captured),
  }));
}
