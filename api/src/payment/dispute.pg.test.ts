import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusal, testApi, type TestApi } from '../testing/api.ts';
import type { Deed } from './test-desk/scene.ts';
import { buy, deliver, deskOf, event, open, purchase, spend, wallet } from './testing/counter.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi({ limitsFactor: 10 });
});
afterAll(() => api[Symbol.asyncDispose]());

async function act(session: string, deed: Deed): Promise<void> {
  expect(await deskOf(api).act(session, deed)).toBe(true);
  await deskOf(api).settled();
}

test('a dispute takes the tokens back, freezes the wallet for what is spent, and a new purchase repays', async () => {
  const ada = await api.join('Ada');
  const bought = await buy(api, ada);
  await spend(api, ada, 1000);
  await act(bought.session, 'dispute');
  expect(await wallet(api, ada)).toMatchObject({ paid: 0, debt: 1000 });
  expect(await purchase(api, ada, bought.id)).toMatchObject({ disputed: true, withdrawal: null });
  const again = await api.send('POST', `/api/purchases/${bought.id}/withdraw`, { cookie: ada.cookie, body: { confirm: true } });
  expect(await refusal(again)).toBe('409 nothing_to_refund');
  await buy(api, ada);
  expect(await wallet(api, ada)).toMatchObject({ paid: 100, debt: 0 });
  await act(bought.session, 'lose');
  expect(await wallet(api, ada)).toMatchObject({ paid: 100, debt: 0 });
  expect((await purchase(api, ada, bought.id)).disputed).toBe(true);
});

test('a dispute that is won undoes all of it, once', async () => {
  const ada = await api.join('Ada');
  const bought = await buy(api, ada);
  await spend(api, ada, 600);
  await act(bought.session, 'dispute');
  expect(await wallet(api, ada)).toMatchObject({ paid: 0, debt: 600 });
  await act(bought.session, 'win');
  const { id } = await api.deps.db.selectFrom('dispute').select('id').where('purchase_id', '=', bought.uuid).executeTakeFirstOrThrow();
  for (const type of ['charge.dispute.created', 'charge.dispute.closed', 'charge.dispute.funds_reinstated']) {
    expect((await deliver(api, await event(api, { object: id, type }))).status).toBe(200);
  }
  expect(await wallet(api, ada)).toMatchObject({ paid: 500, debt: 0 });
  expect(await purchase(api, ada, bought.id)).toMatchObject({ disputed: false, withdrawal: { tokens: 500 } });
});

test('news of a dispute before the news of the payment grants first and takes back then', async () => {
  const ada = await api.join('Ada');
  const bought = await open(api, ada);
  const desk = deskOf(api);
  desk.postTo(null);
  await desk.act(bought.session, 'pay');
  await desk.act(bought.session, 'dispute');
  await desk.settled();
  const { id } = await api.deps.db
    .selectFrom('test_payment')
    .select('id')
    .where('type', '=', 'dispute')
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const told = await Promise.all(
    Array.from({ length: 8 }, async (_, n) =>
      deliver(api, await event(api, n % 2 === 0 ? { object: id, type: 'charge.dispute.created' } : { object: bought.session })),
    ),
  );
  expect(told.map(({ status }) => status)).toEqual(told.map(() => 200));
  expect(await wallet(api, ada)).toMatchObject({ paid: 0, debt: 0 });
  expect(await purchase(api, ada, bought.id)).toMatchObject({ state: 'granted', disputed: true });
  const moves = await api.deps.db
    .selectFrom('ledger.transfer')
    .select(['kind', 'amount'])
    .where('group_id', '=', bought.uuid)
    .orderBy('id')
    .execute();
  expect(moves).toEqual([
    { kind: 'purchase', amount: '1100' },
    { kind: 'dispute', amount: '1100' },
  ]);
});
