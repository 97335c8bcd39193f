import { beforeAll, afterAll, expect, test } from 'vitest';
import { newId } from '@oto/schema/base/id';
import type { Purchase } from '@oto/schema/contract/purchase';
import { refusal, testApi, type TestApi } from '../testing/api.ts';
import { ARMFUL, CONSENT, deskOf, open, order, purchase } from './testing/counter.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api[Symbol.asyncDispose]());

test('the shop tells its packs to everybody, and that no money moves', async () => {
  const shop = await (await api.send('GET', '/api/packs')).json();
  expect(shop).toMatchObject({ payments: 'test', currency: 'eur', packs: expect.arrayContaining([ARMFUL]) });
});

test('a purchase opens one page for one key, with the consent in its own words', async () => {
  const ada = await api.join('Ada');
  const key = newId();
  const answers = await Promise.all(Array.from({ length: 4 }, () => order(api, ada, key)));
  const made = (await Promise.all(answers.map((answer) => answer.json()))) as Purchase[];
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
  expect(new Set(made.map(({ id, checkoutUrl }) => `${id} ${checkoutUrl}`)).size).toBe(1);
  expect(made[0]).toMatchObject({ state: 'open', test: true, tokens: 1100, cents: 1000, withdrawal: null });
  const rows = await api.deps.db.selectFrom('purchase').selectAll().where('member_id', '=', ada.uuid).execute();
  expect(rows).toMatchObject([{ consent_version: CONSENT.version, consent_words: CONSENT.words, terms_version: expect.any(String) }]);
  const pages = await api.deps.db.selectFrom('test_payment').select('id').where('type', '=', 'checkout.session').execute();
  expect(pages).toHaveLength(1);
  const other = { pack: 'handful-500', consent: CONSENT };
  expect(await refusal(await order(api, ada, key, other))).toBe('409 key_reused');
});

test('what is asked of Stripe says price, tax, invoice, payer and both ways back', async () => {
  const ada = await api.join('Ada');
  const { session, id } = await open(api, ada);
  const kept = await api.deps.db.selectFrom('test_payment').select('body').where('id', '=', session).executeTakeFirstOrThrow();
  expect(kept.body).toMatchObject({
    mode: 'payment',
    amount_total: 1000,
    currency: 'eur',
    client_reference_id: id,
    metadata: { purchase: id, member: ada.id },
    customer: expect.stringMatching(/^cus_/),
    success_url: `http://oto.test/?purchase=${id}`,
    cancel_url: `http://oto.test/?purchase=${id}&left=1`,
  });
});

test.each<[string, object, string]>([
  ['an unknown pack', { pack: 'ocean', consent: CONSENT }, '404 unknown_pack'],
  ['no consent', { pack: ARMFUL.id }, '400 bad_request'],
  ['consent to another sentence', { pack: ARMFUL.id, consent: { ...CONSENT, version: '2020-01' } }, '400 bad_request'],
  ['a price of one’s own', { pack: ARMFUL.id, consent: { version: CONSENT.version, words: 'short' }, cents: 1 }, '400 bad_request'],
])('%s is refused', async (_what, body, code) => {
  const ada = await api.join('Ada');
  expect(await refusal(await order(api, ada, newId(), body))).toBe(code);
});

test('a price sent along changes nothing', async () => {
  const ada = await api.join('Ada');
  const answer = await order(api, ada, newId(), { pack: ARMFUL.id, consent: CONSENT, cents: 1, tokens: 1_000_000 });
  expect(await answer.json()).toMatchObject({ cents: 1000, tokens: 1100 });
});

test('five pages an hour, counted in PostgreSQL; the same key is none more', async () => {
  const ada = await api.join('Ada');
  const key = newId();
  for (const one of [key, newId(), newId(), newId(), newId()]) expect((await order(api, ada, one)).status).toBe(201);
  const sixth = await order(api, ada);
  expect(sixth.headers.get('retry-after')).toMatch(/^\d+$/);
  expect(await refusal(sixth)).toBe('429 too_many_requests');
  expect((await order(api, ada, key)).status).toBe(201);
  const { rows } = await api.deps.pool.query('select points from rate_limit where key = $1', [`checkout:${ada.uuid}`]);
  expect(rows).toEqual([{ points: 6 }]);
});

test('a watcher buys nothing, nor does a key, nor anybody without an idempotency key, old terms or while sales are paused', async () => {
  const ada = await api.join('Ada');
  const body = { pack: ARMFUL.id, consent: CONSENT };
  const headers = { 'idempotency-key': newId() };
  expect(await refusal(await api.send('POST', '/api/purchases', { body, headers }))).toBe('401 not_signed_in');
  expect(await refusal(await api.send('POST', '/api/purchases', { body, cookie: ada.cookie }))).toBe('400 idempotency_key_required');
  await api.deps.db.updateTable('kill_switch').set({ enabled: false }).where('name', '=', 'purchase').execute();
  expect(await refusal(await order(api, ada))).toBe('503 purchase_off');
  expect(await (await api.send('GET', '/api/packs')).json()).toMatchObject({ payments: 'off', packs: [] });
  await api.deps.db.updateTable('kill_switch').set({ enabled: true }).where('name', '=', 'purchase').execute();
  await api.deps.db.updateTable('terms_acceptance').set({ version: '2020-01' }).where('member_id', '=', ada.uuid).execute();
  expect(await refusal(await order(api, ada))).toBe('403 terms_not_accepted');
});

test('a page whose address was lost on the way is the same when asked again', async () => {
  const ada = await api.join('Ada');
  const desk = deskOf(api);
  const key = newId();
  desk.trouble = { on: 'POST /v1/checkout/sessions', kind: 'lose' };
  expect(await refusal(await order(api, ada, key))).toBe('502 payment_unavailable');
  desk.trouble = null;
  const made = (await (await order(api, ada, key)).json()) as Purchase;
  expect(await purchase(api, ada, made.id)).toMatchObject({ state: 'open', checkoutUrl: made.checkoutUrl });
  const pages = await api.deps.db.selectFrom('test_payment').select('body').where('type', '=', 'checkout.session').execute();
  expect(pages.filter(({ body }) => (body as { client_reference_id: string }).client_reference_id === made.id)).toHaveLength(1);
});

test('where Stripe is out of order nothing is taken, and the same click goes on later', async () => {
  const ada = await api.join('Ada');
  const key = newId();
  deskOf(api).trouble = { on: 'POST /v1/', kind: 'fail' };
  expect(await refusal(await order(api, ada, key))).toBe('502 payment_unavailable');
  deskOf(api).trouble = null;
  expect(await (await order(api, ada, key)).json()).toMatchObject({ state: 'open', checkoutUrl: expect.stringMatching(/cs_test_/) });
});

test('a page that Stripe refuses to open is over', async () => {
  const ada = await api.join('Ada');
  const key = newId();
  deskOf(api).trouble = { on: 'POST /v1/checkout/sessions', kind: 'refuse' };
  expect(await refusal(await order(api, ada, key))).toBe('502 payment_unavailable');
  deskOf(api).trouble = null;
  expect(await (await order(api, ada, key)).json()).toMatchObject({ state: 'failed', checkoutUrl: null });
});

test('Stripe’s pages of invoices open for whoever has an account', async () => {
  const ada = await api.join('Ada');
  const answer = await api.send('POST', '/api/billing', { cookie: ada.cookie });
  expect(await answer.json()).toEqual({ url: expect.stringMatching(/^http:\/\/oto\.test\/test-payments\/portal\/cus_/) });
  expect(await refusal(await api.send('POST', '/api/billing'))).toBe('401 not_signed_in');
});

test('a customer that Stripe does not know, as after a change of keys, is made anew, once', async () => {
  const ada = await api.join('Ada');
  await open(api, ada);
  await api.deps.pool.query(`delete from test_payment where type = 'customer'`);
  const answers = await Promise.all([order(api, ada), api.send('POST', '/api/billing', { cookie: ada.cookie })]);
  expect(answers.map(({ status }) => status)).toEqual([201, 200]);
  const customers = await api.deps.db.selectFrom('test_payment').select('id').where('type', '=', 'customer').execute();
  const kept = await api.deps.db.selectFrom('stripe_customer').select('customer_id').where('member_id', '=', ada.uuid).execute();
  expect(kept).toEqual(customers.map(({ id }) => ({ customer_id: id })));
});
