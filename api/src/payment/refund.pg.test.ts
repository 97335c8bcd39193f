import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { newId } from '@oto/schema/base/id';
import type { OperatorPurchase } from '@oto/schema/contract/purchase';
import { PASSWORD, refusal, testApi, type Person, type TestApi } from '../testing/api.ts';
import { reconcile } from './reconcile.ts';
import { orderRefund, sendRefund } from './refund.ts';
import {
  buy,
  deliver,
  deskOf,
  event,
  impatient,
  listen,
  open,
  purchase,
  shopOfTest,
  spend,
  wallet,
  type Bought,
} from './testing/counter.ts';
import type { Trouble } from './test-desk/desk.ts';
import { withdraw } from './withdraw.ts';

let api: TestApi;
let chief: Person;
beforeAll(async () => {
  api = await testApi({ limitsFactor: 10 });
  chief = await api.join('Chief', { email: 'chief@oto.test' });
  await api.send('POST', '/api/me/confirm', { cookie: chief.cookie, body: { password: PASSWORD } });
});
afterAll(() => api[Symbol.asyncDispose]());
afterEach(() => {
  deskOf(api).trouble = null;
});

const click = (person: Person, { id }: Bought) =>
  api.send('POST', `/api/purchases/${id}/withdraw`, { cookie: person.cookie, body: { confirm: true } });
const refundBy = (bought: Bought, body: object, key: string = newId()) =>
  api.send('POST', `/api/operator/purchases/${bought.id}/refund`, {
    cookie: chief.cookie,
    body: { reason: 'asked by mail', ...body },
    headers: { 'idempotency-key': key },
  });
async function atStripe({ uuid }: Bought) {
  const { payment_intent: intent } = await api.deps.db
    .selectFrom('purchase')
    .select('payment_intent')
    .where('id', '=', uuid)
    .executeTakeFirstOrThrow();
  return (await shopOfTest(api).stripe.refunds.list({ payment_intent: intent ?? '' })).data;
}
async function mailsTo(person: Person): Promise<readonly string[]> {
  const rows = await api.deps.db.selectFrom('mail').select('subject').where('recipient', '=', person.email).execute();
  return rows.map(({ subject }) => subject);
}

test('withdrawing gives what is unspent back, tokens and money, once however often one clicks, and a mail says so', async () => {
  const ada = await api.join('Ada');
  const bought = await buy(api, ada);
  await spend(api, ada, 110);
  expect((await purchase(api, ada, bought.id)).withdrawal).toMatchObject({ tokens: 990, cents: 900 });
  const answers = await Promise.all([click(ada, bought), click(ada, bought), click(ada, bought)]);
  expect(answers.some(({ status }) => status === 200)).toBe(true);
  await deskOf(api).settled();
  expect(await wallet(api, ada)).toMatchObject({ paid: 0, held: 0, promo: 100 });
  expect(await purchase(api, ada, bought.id)).toMatchObject({ refunded: { tokens: 990, cents: 900 }, withdrawal: null });
  expect(await atStripe(bought)).toMatchObject([{ amount: 900, status: 'succeeded' }]);
  expect((await mailsTo(ada)).filter((subject) => subject.includes('rétractation'))).toHaveLength(1);
  expect(await refusal(await click(ada, bought))).toBe('409 nothing_to_refund');
  const audit = await api.deps.db
    .selectFrom('audit_log')
    .select('detail')
    .where('actor_id', '=', ada.uuid)
    .where('action', '=', 'withdraw')
    .execute();
  expect(audit).toMatchObject([{ detail: { tokens: 990, cents: 900 } }]);
});

test('nobody withdraws after fourteen days', async () => {
  const ada = await api.join('Ada');
  const bought = await buy(api, ada);
  const until = Date.parse((await purchase(api, ada, bought.id)).withdrawal?.until ?? '');
  expect(until).toBeGreaterThan(Date.now() + 14 * 86_400_000);
  expect(until).toBeLessThan(Date.now() + 18 * 86_400_000);
  const late = { ...api.deps, now: () => new Date(until) };
  await expect(withdraw(late, bought.uuid, ada.uuid, '')).rejects.toMatchObject({ code: 'withdrawal_over' });
  const intime = { ...api.deps, now: () => new Date(until - 1000) };
  await withdraw(intime, bought.uuid, ada.uuid, '');
  expect((await wallet(api, ada)).paid).toBe(0);
});

test('tokens earned are never given back as money', async () => {
  const ada = await api.join('Ada');
  const bought = await buy(api, ada);
  await api.deps.pool.query(
    `select ledger.transfer($1, ledger.platform_account('platform_revenue'), ledger.member_account($2, 'wallet_paid'), 500, 'earning', $3)`,
    [newId(), ada.uuid, bought.uuid],
  );
  await spend(api, ada, 1000);
  expect((await purchase(api, ada, bought.id)).withdrawal).toMatchObject({ tokens: 100 });
});

test('what is left belongs to the purchase that came last', async () => {
  const ada = await api.join('Ada');
  const [first, second] = [await buy(api, ada), await buy(api, ada)];
  await spend(api, ada, 1500);
  expect((await purchase(api, ada, first.id)).withdrawal).toBeNull();
  expect((await purchase(api, ada, second.id)).withdrawal).toMatchObject({ tokens: 700 });
});

test.each<Trouble>(['fail', 'hang', 'lose'])('a withdrawal whose call to Stripe meets “%s” stands, and is mended once', async (kind) => {
  const ada = await api.join('Ada');
  const bought = await buy(api, ada);
  deskOf(api).trouble = { on: 'POST /v1/refunds', kind };
  await withdraw(impatient(api, 150), bought.uuid, ada.uuid, '');
  expect(await wallet(api, ada)).toMatchObject({ available: 100 });
  deskOf(api).trouble = null;
  await Promise.all([reconcile(api.deps, 0), reconcile(api.deps, 0), click(ada, bought), deskOf(api).settled()]);
  await deskOf(api).settled();
  expect(await atStripe(bought)).toMatchObject([{ amount: 1000 }]);
  expect(await wallet(api, ada)).toMatchObject({ paid: 0, held: 0, debt: 0 });
  expect(await purchase(api, ada, bought.id)).toMatchObject({ refunded: { tokens: 1100, cents: 1000 } });
});

test('a refund that Stripe refuses gives the tokens back', async () => {
  const ada = await api.join('Ada');
  const bought = await buy(api, ada);
  deskOf(api).trouble = { on: 'POST /v1/refunds', kind: 'refuse' };
  expect(await refusal(await click(ada, bought))).toBe('409 refund_refused');
  expect(await wallet(api, ada)).toMatchObject({ paid: 1100, held: 0 });
  expect(await purchase(api, ada, bought.id)).toMatchObject({ refunded: { tokens: 0, cents: 0 }, withdrawal: { tokens: 1100 } });
  const waits = { purchase: bought.id, what: 'a withdrawal whose money did not go back' };
  expect((await reconcile(api.deps, 0)).trouble).toContainEqual(waits);
  const key = newId();
  expect(await refusal(await refundBy(bought, {}, key))).toBe('409 refund_refused');
  deskOf(api).trouble = null;
  expect(await refusal(await refundBy(bought, {}, key))).toBe('409 refund_refused');
  expect((await click(ada, bought)).status).toBe(200);
  await deskOf(api).settled();
  expect(await atStripe(bought)).toMatchObject([{ amount: 1000 }]);
  expect(await wallet(api, ada)).toMatchObject({ paid: 0, held: 0 });
  expect((await reconcile(api.deps, 0)).trouble).not.toContainEqual(waits);
});

/** The bank sends the money of this payment's refunds back to us. */
async function bounce(bought: Bought): Promise<void> {
  const [refund] = await atStripe(bought);
  await api.deps.pool.query(`update test_payment set body = body || '{"status":"failed"}' where id = $1`, [refund?.id]);
  expect((await deliver(api, await event(api, { object: refund?.id ?? '', type: 'refund.failed' }))).status).toBe(200);
}

test('a refund that fails at the bank gives the tokens back, once, and one can withdraw again', async () => {
  const ada = await api.join('Ada');
  const bought = await buy(api, ada);
  await click(ada, bought);
  await deskOf(api).settled();
  await Promise.all([bounce(bought), bounce(bought)]);
  expect(await wallet(api, ada)).toMatchObject({ paid: 1100, held: 0, debt: 0 });
  expect(await purchase(api, ada, bought.id)).toMatchObject({ refunded: { tokens: 0, cents: 0 }, withdrawal: { tokens: 1100 } });
  expect((await click(ada, bought)).status).toBe(200);
  expect((await wallet(api, ada)).paid).toBe(0);
});

/** The bank takes so many cents back, whatever went back before. */
async function dispute(bought: Bought, id: string, amount: number): Promise<void> {
  const [row] = (await api.deps.pool.query('select payment_intent from purchase where id = $1', [bought.uuid])).rows as {
    payment_intent: string;
  }[];
  const body = { id, object: 'dispute', amount, currency: 'eur', payment_intent: row?.payment_intent, status: 'lost', created: 1 };
  await api.deps.pool.query(`insert into test_payment (id, type, body) values ($1, 'dispute', $2)`, [id, JSON.stringify(body)]);
  expect((await deliver(api, await event(api, { object: id, type: 'charge.dispute.created' }))).status).toBe(200);
}

test('a dispute that found the tokens on their way back takes them once the refund has failed', async () => {
  const ada = await api.join('Ada');
  const [slow, refused] = [await buy(api, ada), await buy(api, ada)];
  await click(ada, slow);
  await deskOf(api).settled();
  await dispute(slow, 'dp_slow', 1000);
  expect(await wallet(api, ada)).toMatchObject({ paid: 1100, debt: 0 });
  await bounce(slow);
  expect(await wallet(api, ada)).toMatchObject({ paid: 1100, debt: 0 });

  deskOf(api).trouble = { on: 'POST /v1/refunds', kind: 'fail' };
  await click(ada, refused);
  await dispute(refused, 'dp_refused', 1000);
  deskOf(api).trouble = { on: 'POST /v1/refunds', kind: 'refuse' };
  await reconcile(api.deps, 0);
  expect(await wallet(api, ada)).toMatchObject({ paid: 0, held: 0, debt: 0 });
  const rows = await api.deps.db.selectFrom('dispute').select(['id', 'tokens', 'clawed']).orderBy('id').execute();
  expect(rows).toEqual([
    { id: 'dp_refused', tokens: '1100', clawed: '1100' },
    { id: 'dp_slow', tokens: '1100', clawed: '1100' },
  ]);
});

test('a part that is disputed, another, and the rest given back outside take all tokens, and none twice', async () => {
  const ada = await api.join('Ada');
  const bought = await buy(api, ada);
  await dispute(bought, 'dp_part', 500);
  expect((await wallet(api, ada)).paid).toBe(550);
  await dispute(bought, 'dp_more', 300);
  expect((await wallet(api, ada)).paid).toBe(220);
  await api.deps.pool.query(
    `insert into test_payment (id, type, body) select 're_rest', 'refund', jsonb_build_object('id', 're_rest', 'object', 'refund',
      'amount', 200, 'payment_intent', payment_intent, 'status', 'succeeded', 'created', 1, 'metadata', '{}'::jsonb) from purchase where id = $1`,
    [bought.uuid],
  );
  expect((await deliver(api, await event(api, { object: 're_rest', type: 'refund.created' }))).status).toBe(200);
  expect(await wallet(api, ada)).toMatchObject({ paid: 0, debt: 0 });
});

test('killed after the tokens were set aside, and killed after Stripe had answered: the money goes back once', async () => {
  const ada = await api.join('Ada');
  const [early, late] = [await buy(api, ada), await buy(api, ada)];
  const order = { cause: 'operator', tokens: null, reason: 'x', askedBy: chief.uuid } as const;
  await orderRefund(api.deps, { ...order, purchase: early.uuid, key: newId() }, async () => undefined);
  const id = await orderRefund(api.deps, { ...order, purchase: late.uuid, key: newId() }, async () => undefined);
  deskOf(api).postTo(null);
  await sendRefund({ ...api.deps, db: brokenFrom(api) }, id, false).catch(() => undefined);
  listen(api);
  expect(await atStripe(late)).toHaveLength(1);
  expect(await wallet(api, ada)).toMatchObject({ paid: 2200, held: 2200 });
  await reconcile(api.deps, 0);
  expect(await atStripe(early)).toHaveLength(1);
  expect(await atStripe(late)).toHaveLength(1);
  expect(await wallet(api, ada)).toMatchObject({ paid: 0, held: 0 });
});

/** A database that answers reads and fails the transaction that would close the refund. */
function brokenFrom({ deps: { db } }: TestApi): TestApi['deps']['db'] {
  return new Proxy(db, {
    get(target, name) {
      if (name === 'transaction') return () => ({ execute: () => Promise.reject(new Error('killed')) });
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value as (...all: unknown[]) => unknown).bind(target) : value;
    },
  });
}

test('an operator gives part of it back, once for one key, and it is written down', async () => {
  const ada = await api.join('Ada');
  const bought = await buy(api, ada);
  const key = newId();
  const answers = await Promise.all([refundBy(bought, { tokens: 110 }, key), refundBy(bought, { tokens: 110 }, key)]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  const shown = (await (await refundBy(bought, { tokens: 110 }, key)).json()) as OperatorPurchase;
  expect(shown).toMatchObject({ refunded: { tokens: 110, cents: 100 }, refunds: [{ tokens: 110, cents: 100, state: 'done' }] });
  expect((await wallet(api, ada)).paid).toBe(990);
  expect(await refusal(await refundBy(bought, { tokens: 991 }))).toBe('409 nothing_to_refund');
  const audit = await api.deps.db
    .selectFrom('audit_log')
    .select('id')
    .where('subject', '=', bought.id)
    .where('action', '=', 'refund')
    .execute();
  expect(audit).toHaveLength(1);
});

test('an operator gives everything back of a payment that was refused', async () => {
  const ada = await api.join('Ada');
  const bought = await open(api, ada);
  await deskOf(api).act(bought.session, 'pay', 'amount');
  await deskOf(api).settled();
  expect(await (await refundBy(bought, {})).json()).toMatchObject({ state: 'refused', refunds: [{ tokens: 0, cents: 1, state: 'done' }] });
  expect((await wallet(api, ada)).paid).toBe(0);
  // Should the payment look right later, it is paid back all the same.
  await api.deps.pool.query(`update test_payment set body = body || '{"amount_total":1000}' where id = $1`, [bought.session]);
  const shown = await api.send('POST', `/api/operator/purchases/${bought.id}/recheck`, { cookie: chief.cookie });
  expect(await shown.json()).toMatchObject({ state: 'refused' });
  expect((await wallet(api, ada)).paid).toBe(0);
});

test('money given back in Stripe’s own pages takes its tokens along; what is spent of them is debt', async () => {
  const ada = await api.join('Ada');
  const bought = await buy(api, ada);
  await spend(api, ada, 1000);
  await deskOf(api).act(bought.session, 'refund');
  await deskOf(api).settled();
  expect(await purchase(api, ada, bought.id)).toMatchObject({ refunded: { tokens: 550, cents: 500 } });
  expect(await wallet(api, ada)).toMatchObject({ paid: 0, debt: 450 });
  const answer = await api.send('POST', `/api/operator/members/${ada.id}/forgive`, {
    cookie: chief.cookie,
    body: { reason: 'our mistake' },
  });
  expect(answer.status).toBe(204);
  expect(await wallet(api, ada)).toMatchObject({ debt: 0 });
});

test('an operator who has not shown who sits there gives nothing back', async () => {
  const other = await api.join('Other', { email: 'other@oto.test' });
  await api.deps.db.updateTable('member').set({ role: 'operator' }).where('id', '=', other.uuid).execute();
  await api.deps.db.updateTable('session').set({ confirmedUntil: null }).where('userId', '=', other.uuid).execute();
  const ada = await api.join('Ada');
  const bought = await buy(api, ada);
  const answer = await api.send('POST', `/api/operator/purchases/${bought.id}/refund`, {
    cookie: other.cookie,
    body: { reason: 'because' },
    headers: { 'idempotency-key': newId() },
  });
  expect(await refusal(answer)).toBe('403 confirm_identity');
});
