import { expect, test, vi } from 'vitest';
import { newId, uuidFromId } from '@oto/schema/base/id';
import type { Trx } from '../deps.ts';
import { leave } from '../privacy/testing/confirmed.ts';
import { stage, type Stage } from '../testing/generation.ts';
import { waiting } from '../testing/waiting.ts';
import { grant } from './grant.ts';
import { holdForJob } from './hold-for-job.ts';
import { lockPaid } from './lock-paid.ts';
import { creditPurchase, giveBack, takeBack } from './purchase.ts';
import { tellWallet } from './tell-wallet.ts';
import { trialBalance } from './trial-balance.ts';
import { walletOf } from './wallet.ts';

const uuid = () => uuidFromId(newId());

/** Does `first` in a transaction, begins `second` meanwhile, and commits only once that waits for it. */
async function meet<T>(api: Stage, first: (trx: Trx) => Promise<unknown>, second: () => Promise<T>, then?: (trx: Trx) => Promise<void>) {
  const other = await api.deps.db.transaction().execute(async (trx) => {
    await first(trx);
    const answer = { of: second() };
    answer.of.catch(() => undefined);
    await vi.waitFor(async () => expect(await waiting(api.deps)).toBe(1), { interval: 5 });
    await then?.(trx);
    return answer;
  });
  return other.of;
}

test('a first debt freezes what was asked for while it came, and is struck off by what is won back then', async () => {
  await using api = await stage({ welcomeTokens: 30 });
  const { db } = api.deps;
  const within = <T>(work: (trx: Trx) => Promise<T>) => db.transaction().execute(work);
  const buyer = async (name: string) => {
    const { uuid: member } = await api.join(name);
    await within((trx) => creditPurchase(trx, { purchase: uuid(), member, tokens: 10 }));
    return { member, taken: (trx: Trx) => takeBack(trx, { key: `dispute:${name}`, member, tokens: 25, kind: 'dispute' as const }) };
  };
  const ann = await buyer('Ann');
  const held = await meet(api, ann.taken, () => within((trx) => holdForJob(trx, uuid(), ann.member, 1)));
  expect(held).toMatchObject({ ok: false, code: 'frozen_wallet' });

  const bob = await buyer('Bob');
  await meet(api, bob.taken, () => within((trx) => giveBack(trx, { key: 'won', member: bob.member, tokens: 20 })));
  expect(await walletOf(db, bob.member)).toMatchObject({ paid: 5, promo: 30, debt: 0 });
  expect(await trialBalance(api.deps)).toMatchObject({ total: 0, faults: [] });
});

test('two gifts under one key at once are one, and the other is told when it ends otherwise', async () => {
  await using api = await stage({ welcomeTokens: 0 });
  const ann = await api.join('Ann');
  const order = { key: 'grant:once', member: ann.uuid, amount: 5, kind: 'grant' } as const;
  const given = await meet(
    api,
    (trx) => grant(trx, { ...order, days: 30 }),
    () => api.deps.db.transaction().execute((trx) => grant(trx, { ...order, days: 3 })),
  );
  expect(given).toMatchObject({ ok: false, code: 'key_reused' });
  expect(await api.wallet(ann)).toMatchObject({ promo: 5 });
});

test('whoever leaves while something comes in waits for it, and neither is thrown out', async () => {
  await using api = await stage({ welcomeTokens: 30 });
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const gone = await meet(
    api,
    (trx) => lockPaid(trx, ann.uuid),
    () => leave(api, ann, 'remove'),
    (trx) => tellWallet(trx, new Date(), ann.uuid),
  );
  expect(gone.status).toBe(204);
  const lost = await meet(
    api,
    (trx) => lockPaid(trx, bob.uuid),
    () => leave(api, bob, 'remove'),
    async (trx) => void (await takeBack(trx, { key: 'dispute:b', member: bob.uuid, tokens: 9, kind: 'dispute' })),
  );
  expect(lost.status).toBe(204);
  expect(await trialBalance(api.deps)).toMatchObject({ total: 0, faults: [] });
});
