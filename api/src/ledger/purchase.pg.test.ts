import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { newId, uuidFromId } from '@oto/schema/base/id';
import type { Trx } from '../deps.ts';
import { stage, type Stage } from '../testing/generation.ts';
import { forgiveDebt } from './debt.ts';
import { forfeit, forfeitLeft } from './forfeit.ts';
import { holdForJob } from './hold-for-job.ts';
import { voidHolds } from './job-holds.ts';
import { MATURE_DAYS, matureEarnings } from './mature-earnings.ts';
import { creditPurchase, giveBack, takeBack } from './purchase.ts';
import { holdForRefund, settleRefund, voidRefund } from './refund.ts';
import { trialBalance } from './trial-balance.ts';

const uuid = () => uuidFromId(newId());
const within = <T>(api: Stage, work: (trx: Trx) => Promise<T>) => api.deps.db.transaction().execute(work);

test('a purchase is credited once, however often and at once it is told', async () => {
  await using api = await stage({ welcomeTokens: 0 });
  const ann = await api.join('Ann');
  const bought = { purchase: uuid(), member: ann.uuid, tokens: 500 };
  await Promise.all(Array.from({ length: 8 }, () => within(api, (trx) => creditPurchase(trx, bought))));
  expect(await api.wallet(ann)).toMatchObject({ available: 500, paid: 500 });
  await expect(within(api, (trx) => creditPurchase(trx, { ...bought, tokens: 501 }))).rejects.toThrow('other parameters');
});

test('what a dispute cannot claw becomes debt, which freezes the wallet until paid tokens repay it', async () => {
  await using api = await stage({ welcomeTokens: 30 });
  const ann = await api.join('Ann');
  const of = { member: ann.uuid };
  await within(api, (trx) => creditPurchase(trx, { ...of, purchase: uuid(), tokens: 100 }));
  const job = uuid();
  await within(api, (trx) => holdForJob(trx, job, ann.uuid, 90));
  const disputed = { ...of, key: 'dispute:dp_1', tokens: 100, kind: 'dispute' as const };
  expect(await within(api, (trx) => takeBack(trx, disputed))).toEqual({ clawed: 40, debt: 60 });
  expect(await within(api, (trx) => takeBack(trx, disputed))).toEqual({ clawed: 40, debt: 60 });
  expect(await api.wallet(ann)).toMatchObject({ available: 0, held: 90, debt: 60 });
  expect(await within(api, (trx) => holdForJob(trx, uuid(), ann.uuid, 1))).toMatchObject({ code: 'frozen_wallet' });
  // The job fails: of the 60 paid tokens that come back all repay, the 30 given ones are no money.
  await within(api, (trx) => voidHolds(trx, job));
  expect(await api.wallet(ann)).toMatchObject({ available: 30, paid: 0, promo: 30, held: 0, debt: 0 });

  expect(await within(api, (trx) => takeBack(trx, { ...disputed, key: 'dispute:dp_2' }))).toEqual({ clawed: 0, debt: 100 });
  await within(api, (trx) => creditPurchase(trx, { ...of, purchase: uuid(), tokens: 70 }));
  expect(await api.wallet(ann)).toMatchObject({ available: 30, debt: 30 });
  await within(api, (trx) => giveBack(trx, { ...of, key: 'won:dp_2', tokens: 100 }));
  await within(api, (trx) => giveBack(trx, { ...of, key: 'won:dp_2', tokens: 100 }));
  expect(await api.wallet(ann)).toMatchObject({ available: 100, paid: 70, debt: 0 });

  expect(await within(api, (trx) => takeBack(trx, { ...disputed, key: 'dispute:dp_3' }))).toEqual({ clawed: 70, debt: 30 });
  await sql`select ledger.transfer('sold', ledger.platform_account('platform_revenue'), ledger.member_account(${ann.uuid}::uuid, 'earnings'),
    12, 'capture', gen_random_uuid())`.execute(api.deps.db);
  await matureEarnings(api.deps.db, new Date(Date.now() + (MATURE_DAYS + 1) * 86_400_000));
  expect(await api.wallet(ann)).toMatchObject({ paid: 0, earnings: 0, debt: 18 });
  expect(await within(api, (trx) => forgiveDebt(trx, { ...of, key: 'forgive:1' }))).toBe(18);
  expect(await within(api, (trx) => forgiveDebt(trx, { ...of, key: 'forgive:1' }))).toBe(18);
  expect(await api.wallet(ann)).toMatchObject({ available: 30, debt: 0 });
  expect(await trialBalance(api.deps)).toMatchObject({ total: 0, faults: [] });
});

test('a refund keeps its tokens until the money went, and settles even what was given up', async () => {
  await using api = await stage({ welcomeTokens: 0 });
  const ann = await api.join('Ann');
  await within(api, (trx) => creditPurchase(trx, { purchase: uuid(), member: ann.uuid, tokens: 100 }));
  const hold = async (refund: string, tokens: number) => {
    const held = await within(api, (trx) => holdForRefund(trx, { refund, member: ann.uuid, tokens }));
    return held.ok ? held.value : held.code;
  };
  const first = uuid();
  const held = await hold(first, 60);
  expect(await hold(first, 60)).toBe(held);
  expect(await hold(uuid(), 41)).toBe('empty_wallet');
  await within(api, (trx) => settleRefund(trx, held, 50));
  await within(api, (trx) => settleRefund(trx, held, 50));
  expect(await api.wallet(ann)).toMatchObject({ available: 50, paid: 50, held: 0 });

  const second = await hold(uuid(), 30);
  await within(api, (trx) => voidRefund(trx, second));
  await within(api, (trx) => voidRefund(trx, second));
  expect(await api.wallet(ann)).toMatchObject({ available: 50, held: 0 });
  await within(api, (trx) => settleRefund(trx, second, 30));
  expect(await api.wallet(ann)).toMatchObject({ available: 20, debt: 0 });
  expect(await trialBalance(api.deps)).toMatchObject({ total: 0, faults: [] });
});

test('whoever leaves leaves nothing, not even what comes later', async () => {
  await using api = await stage({ welcomeTokens: 25 });
  const ann = await api.join('Ann');
  await within(api, (trx) => creditPurchase(trx, { purchase: uuid(), member: ann.uuid, tokens: 100 }));
  const job = uuid();
  await within(api, (trx) => holdForJob(trx, job, ann.uuid, 40));
  await within(api, (trx) => forfeit(trx, ann.uuid));
  expect(await api.wallet(ann)).toMatchObject({ available: 0, held: 40 });
  await within(api, (trx) => voidHolds(trx, job));
  expect(await forfeitLeft(api.deps.db)).toBe(0);
  await sql`update member set deleted_at = now() where id = ${ann.uuid}::uuid`.execute(api.deps.db);
  expect(await forfeitLeft(api.deps.db)).toBe(1);
  expect(await forfeitLeft(api.deps.db)).toBe(0);
  const { accounts, faults } = await trialBalance(api.deps);
  expect(faults).toEqual([]);
  const posted = new Map(accounts.map((account) => [account.kind, account.posted]));
  expect([posted.get('expired'), posted.get('platform_revenue'), posted.get('wallet_paid')]).toEqual([25, 100, 0]);
});
