import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusal, testApi, type TestApi } from '../testing/api.ts';
import { fulfil } from './fulfil.ts';
import { buy, credits, deliver, deskOf, event, listen, open, purchase, shopOfTest, wallet, type Signing } from './testing/counter.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi({ limitsFactor: 10 });
});
afterAll(() => api[Symbol.asyncDispose]());

const now = () => Math.floor(Date.now() / 1000);

test('twenty duplicate and distinct events and the way back, all at once, are one transfer', async () => {
  const ada = await api.join('Ada');
  const bought = await open(api, ada);
  deskOf(api).postTo(null);
  await deskOf(api).act(bought.session, 'pay');
  await deskOf(api).settled();
  listen(api);
  const twin = await event(api, { object: bought.session });
  const distinct = await Promise.all(
    ['checkout.session.completed', 'checkout.session.async_payment_succeeded', 'checkout.session.expired'].flatMap((type) =>
      Array.from({ length: 4 }, () => event(api, { object: bought.session, type })),
    ),
  );
  const answers = await Promise.all([
    ...Array.from({ length: 8 }, () => deliver(api, twin)),
    ...distinct.map((one) => deliver(api, one)),
    api.send('POST', `/api/purchases/${bought.id}/recheck`, { cookie: ada.cookie }),
    fulfil(api.deps, bought.session).then(() => new Response()),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect(await credits(api, bought)).toEqual([1100]);
  expect(await wallet(api, ada)).toMatchObject({ paid: 1100, promo: 100, available: 1200 });
  expect(await purchase(api, ada, bought.id)).toMatchObject({ state: 'granted', withdrawal: { tokens: 1100, cents: 1000 } });
  const mails = await api.deps.db.selectFrom('mail').select('subject').where('recipient', '=', ada.email).execute();
  expect(mails.filter(({ subject }) => subject.includes('jetons'))).toHaveLength(1);
});

test.each<[string, (session: string) => Signing]>([
  ['signed with another secret', (object) => ({ object, secret: 'whsec_other' })],
  ['six minutes old', (object) => ({ object, at: now() - 360 })],
  ['of a time to come', (object) => ({ object, at: now() + 360 })],
  ['of a year ahead', (object) => ({ object, at: now() + 365 * 86_400 })],
])('an event that is %s is refused and leaves no trace', async (_what, signing) => {
  const ada = await api.join('Ada');
  const bought = await open(api, ada);
  const answer = await deliver(api, await event(api, { ...signing(bought.session), id: 'evt_forged' }));
  expect(await refusal(answer)).toBe('400 bad_signature');
  expect(await api.deps.db.selectFrom('stripe_event').select('id').where('id', '=', 'evt_forged').execute()).toEqual([]);
});

test.each<[string, (signed: { body: string; signature: string }) => { body: string; signature: string }]>([
  ['changed by one byte', ({ body, signature }) => ({ body: `${body} `, signature })],
  ['without a signature', ({ body }) => ({ body, signature: '' })],
  ['with an old scheme', ({ body, signature }) => ({ body, signature: signature.replace('v1=', 'v0=') })],
  ['with two times', ({ body, signature }) => ({ body, signature: `t=${now()},${signature}` })],
  ['with a time that is none', ({ body, signature }) => ({ body, signature: signature.replace(/t=\d+/, 't=NaN') })],
  ['without a time', ({ body, signature }) => ({ body, signature: signature.replace(/t=\d+,/, '') })],
  ['empty', ({ signature }) => ({ body: '', signature })],
])('an event %s is refused', async (_what, forge) => {
  const signed = await event(api, { object: 'cs_test_x' });
  expect(await refusal(await deliver(api, forge(signed)))).toBe('400 bad_signature');
});

test('what is signed and is no event of this mode is refused', async () => {
  const { stripe, webhookSecret } = shopOfTest(api);
  for (const body of [
    '[]',
    'null',
    '"x"',
    '{}',
    '{"id":"evt_1","type":"a.b","created":1,"livemode":true,"data":{"object":{"object":"x"}}}',
  ]) {
    const signature = await stripe.webhooks.generateTestHeaderStringAsync({ payload: body, secret: webhookSecret });
    expect(await refusal(await deliver(api, { body, signature }))).toBe('400 bad_signature');
  }
});

test('events about sessions that are not ours, or of kinds we do not want, are taken and change nothing', async () => {
  const before = await api.deps.db
    .selectFrom('ledger.transfer')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .executeTakeFirstOrThrow();
  for (const signing of [
    { object: 'cs_test_unknown' },
    { object: 'dp_unknown', type: 'charge.dispute.created' },
    { object: 'ch_unknown', type: 'charge.refunded' },
    { object: 'in_1', type: 'invoice.paid' },
  ]) {
    expect((await deliver(api, await event(api, signing))).status).toBe(200);
  }
  const after = await api.deps.db
    .selectFrom('ledger.transfer')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .executeTakeFirstOrThrow();
  expect(after).toEqual(before);
});

test.each(['amount', 'currency', 'payer'] as const)(
  'a payment with another %s gives nothing and is told to operators',
  async (meddling) => {
    const ada = await api.join('Ada');
    const bought = await open(api, ada);
    await deskOf(api).act(bought.session, 'pay', meddling);
    await deskOf(api).settled();
    expect(await purchase(api, ada, bought.id)).toMatchObject({ state: 'refused', withdrawal: null });
    expect(await credits(api, bought)).toEqual([]);
    const row = await api.deps.db.selectFrom('purchase').select('trouble').where('id', '=', bought.uuid).executeTakeFirstOrThrow();
    expect(row.trouble).toMatch(new RegExp(`^${meddling}: `));
  },
);

test('one who saw the payment before it was paid does not undo it', async () => {
  const ada = await api.join('Ada');
  const bought = await buy(api, ada);
  for (const type of ['checkout.session.expired', 'checkout.session.async_payment_failed']) {
    expect((await deliver(api, await event(api, { object: bought.session, type }))).status).toBe(200);
  }
  expect(await purchase(api, ada, bought.id)).toMatchObject({ state: 'granted' });
});

test('a slow payment is on its way, then arrives or fails', async () => {
  const ada = await api.join('Ada');
  const [arriving, failing] = [await open(api, ada), await open(api, ada)];
  for (const { session } of [arriving, failing]) await deskOf(api).act(session, 'pay-slowly');
  await deskOf(api).settled();
  expect((await purchase(api, ada, arriving.id)).state).toBe('pending');
  expect((await wallet(api, ada)).paid).toBe(0);
  await deskOf(api).act(arriving.session, 'arrive');
  await deskOf(api).act(failing.session, 'bounce');
  await deskOf(api).settled();
  expect(await purchase(api, ada, arriving.id)).toMatchObject({
    state: 'granted',
    taxCents: 167,
    invoiceUrl: expect.stringContaining('/in_'),
  });
  expect((await purchase(api, ada, failing.id)).state).toBe('failed');
  expect((await wallet(api, ada)).paid).toBe(1100);
});

test('a page that expires ends its purchase', async () => {
  const ada = await api.join('Ada');
  const bought = await open(api, ada);
  await deskOf(api).act(bought.session, 'expire');
  await deskOf(api).settled();
  expect(await purchase(api, ada, bought.id)).toMatchObject({ state: 'expired', checkoutUrl: null });
});

test('open tabs are told of the purchase and of the wallet', async () => {
  const ada = await api.join('Ada');
  const bought = await buy(api, ada);
  const rows = await api.deps.db.selectFrom('event').select('body').where('member_id', '=', ada.uuid).orderBy('id').execute();
  expect(rows.map(({ body }) => body)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ type: 'purchase', purchase: expect.objectContaining({ id: bought.id, state: 'open' }) }),
      expect.objectContaining({ type: 'purchase', purchase: expect.objectContaining({ id: bought.id, state: 'granted' }) }),
      expect.objectContaining({ type: 'wallet', wallet: expect.objectContaining({ paid: 1100 }) }),
    ]),
  );
});

test('invoice and tax are kept', async () => {
  const ada = await api.join('Ada');
  const bought = await buy(api, ada);
  const row = await purchase(api, ada, bought.id);
  expect(row).toMatchObject({ taxCents: 167, invoiceUrl: expect.stringMatching(/\/test-payments\/invoice\/in_/) });
});

test('somebody else’s purchase is nobody’s business', async () => {
  const [ada, bob] = [await api.join('Ada'), await api.join('Bob')];
  const bought = await buy(api, ada);
  for (const [path, body] of [
    ['recheck', undefined],
    ['withdraw', { confirm: true }],
  ] as const) {
    const answer = await api.send('POST', `/api/purchases/${bought.id}/${path}`, { cookie: bob.cookie, body });
    expect(await refusal(answer)).toBe('404 not_found');
  }
});
