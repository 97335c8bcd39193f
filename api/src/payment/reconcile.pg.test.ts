import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Reconciliation } from '@oto/schema/contract/purchase';
import { refusal, testApi, type Person, type TestApi } from '../testing/api.ts';
import { closePurchases } from './close.ts';
import { fulfil } from './fulfil.ts';
import { reconcile } from './reconcile.ts';
import { credits, deliver, deskOf, event, open, purchase } from './testing/counter.ts';

let api: TestApi;
let chief: Person;
beforeAll(async () => {
  api = await testApi({ limitsFactor: 10 });
  chief = await api.join('Chief', { email: 'chief@oto.test' });
  deskOf(api).postTo(null);
});
afterAll(() => api[Symbol.asyncDispose]());

test('events that never came are found and done, once, by two at once', async () => {
  const ada = await api.join('Ada');
  const [paid, left] = [await open(api, ada), await open(api, ada)];
  await deskOf(api).act(paid.session, 'pay');
  await deskOf(api).act(left.session, 'expire');
  const [report] = await Promise.all([reconcile(api.deps, 0), reconcile(api.deps, 0)]);
  expect(report.undelivered.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['checkout.session.completed', 'checkout.session.expired']),
  );
  expect(await credits(api, paid)).toEqual([1100]);
  expect((await purchase(api, ada, left.id)).state).toBe('expired');
  expect(await reconcile(api.deps, 0)).toMatchObject({ undelivered: [], mended: [], trouble: [] });
});

test('what is still on its way is left alone', async () => {
  const ada = await api.join('Ada');
  const bought = await open(api, ada);
  await deskOf(api).act(bought.session, 'pay');
  expect(await reconcile(api.deps)).toMatchObject({ undelivered: [], mended: [] });
  expect((await purchase(api, ada, bought.id)).state).toBe('open');
  await reconcile(api.deps, 0);
  expect((await purchase(api, ada, bought.id)).state).toBe('granted');
});

test('killed between keeping an event and doing it, it is done when it comes again', async () => {
  const ada = await api.join('Ada');
  const bought = await open(api, ada);
  await deskOf(api).act(bought.session, 'pay');
  const signed = await event(api, { id: 'evt_kept', object: bought.session });
  await api.deps.db
    .insertInto('stripe_event')
    .values({ id: 'evt_kept', type: 'checkout.session.completed', object_id: bought.session, created_at: new Date() })
    .execute();
  expect((await deliver(api, signed)).status).toBe(200);
  expect(await credits(api, bought)).toEqual([1100]);
});

test('an event that could not be done is answered as such and done later', async () => {
  const ada = await api.join('Ada');
  const bought = await open(api, ada);
  await deskOf(api).act(bought.session, 'pay');
  const signed = await event(api, { id: 'evt_hard', object: bought.session });
  deskOf(api).trouble = { on: 'GET /v1/checkout/sessions', kind: 'fail' };
  expect((await deliver(api, signed)).status).toBeGreaterThanOrEqual(500);
  deskOf(api).trouble = null;
  const kept = await api.deps.db.selectFrom('stripe_event').selectAll().where('id', '=', 'evt_hard').executeTakeFirstOrThrow();
  expect(kept).toMatchObject({ tries: 1, handled_at: null });
  expect((await deliver(api, signed)).status).toBe(200);
  expect(await credits(api, bought)).toEqual([1100]);
});

test('a session whose address was lost is known again by its reference', async () => {
  const ada = await api.join('Ada');
  const bought = await open(api, ada);
  await api.deps.db.updateTable('purchase').set({ session_id: null, checkout_url: null }).where('id', '=', bought.uuid).execute();
  expect((await deliver(api, await event(api, { object: bought.session }))).status).toBe(200);
  expect((await purchase(api, ada, bought.id)).checkoutUrl).toContain(bought.session);
  await deskOf(api).act(bought.session, 'pay');
  await reconcile(api.deps, 0);
  expect(await credits(api, bought)).toEqual([1100]);
});

test('a purchase that never had a page ends by itself', async () => {
  const ada = await api.join('Ada');
  const bought = await open(api, ada);
  await api.deps.db.updateTable('purchase').set({ session_id: null, checkout_url: null }).where('id', '=', bought.uuid).execute();
  await reconcile(api.deps, 0);
  expect((await purchase(api, ada, bought.id)).state).toBe('open');
  await reconcile({ ...api.deps, now: () => new Date(Date.now() + 2 * 3_600_000) }, 0);
  expect((await purchase(api, ada, bought.id)).state).toBe('expired');
});

test('what is paid after an account was closed is refused, and its page is shut', async () => {
  const [ada, bob] = [await api.join('Ada'), await api.join('Bob')];
  const [paid, left] = [await open(api, ada), await open(api, bob)];
  for (const { uuid } of [ada, bob]) {
    await api.deps.db.transaction().execute((trx) => closePurchases(trx, uuid));
    await api.deps.db.updateTable('member').set({ deleted_at: new Date(), deleted_reason: 'own wish' }).where('id', '=', uuid).execute();
  }
  await deskOf(api).act(paid.session, 'pay');
  const { trouble } = await reconcile(api.deps, 0);
  expect(trouble).toContainEqual({ purchase: paid.id, what: 'refused: account closed' });
  expect(await credits(api, paid)).toEqual([]);
  const rows = await api.deps.db.selectFrom('purchase').select('state').where('id', '=', left.uuid).execute();
  expect(rows).toEqual([{ state: 'expired' }]);
});

test('a payment that arrives while the account is being closed is refused, not lost', async () => {
  const ada = await api.join('Ada');
  const bought = await open(api, ada);
  await deskOf(api).act(bought.session, 'pay');
  const fulfilled = await api.deps.db.transaction().execute(async (trx) => {
    await trx.selectFrom('member').select('id').where('id', '=', ada.uuid).forUpdate().execute();
    const under = fulfil(api.deps, bought.session);
    await waitsForLock();
    await trx.updateTable('member').set({ deleted_at: new Date(), deleted_reason: 'own wish' }).where('id', '=', ada.uuid).execute();
    return { under };
  });
  expect(await fulfilled.under).toMatchObject({ state: 'refused', changed: true });
  expect(await credits(api, bought)).toEqual([]);
});

/** Until somebody stands at a lock of this database. */
async function waitsForLock(): Promise<void> {
  const sql = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  await expect.poll(async () => (await api.deps.pool.query(sql)).rowCount, { timeout: 5000, interval: 20 }).toBeGreaterThan(0);
}

test('an account with a payment on its way is not closed', async () => {
  const ada = await api.join('Ada');
  const bought = await open(api, ada);
  await deskOf(api).act(bought.session, 'pay-slowly');
  await reconcile(api.deps, 0);
  await expect(api.deps.db.transaction().execute((trx) => closePurchases(trx, ada.uuid))).rejects.toMatchObject({ code: 'wrong_state' });
});

test('operators compare and see what was found; nobody else does', async () => {
  const ada = await api.join('Ada');
  const done = (await (await api.send('POST', '/api/operator/reconcile', { cookie: chief.cookie })).json()) as Reconciliation;
  const seen = (await (await api.send('GET', '/api/operator/reconcile', { cookie: chief.cookie })).json()) as Reconciliation;
  expect(seen).toEqual(done);
  for (const [method, path] of [
    ['GET', '/api/operator/reconcile'],
    ['POST', '/api/operator/reconcile'],
    ['GET', '/api/operator/purchases'],
  ] as const) {
    expect(await refusal(await api.send(method, path, { cookie: ada.cookie }))).toBe('403 forbidden');
  }
  const list = (await (await api.send('GET', '/api/operator/purchases?state=refused', { cookie: chief.cookie })).json()) as {
    purchases: object[];
  };
  expect(list.purchases).toMatchObject([
    { trouble: 'account closed', buyer: { name: 'Ada' } },
    { trouble: 'account closed', buyer: { name: 'Ada' } },
  ]);
});
