import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusal, testApi, type TestApi } from '../../testing/api.ts';
import { startPayments } from '../payments.ts';
import { deskOf, open, purchase } from '../testing/counter.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi({ limitsFactor: 10 });
});
afterAll(() => api[Symbol.asyncDispose]());

const page = (path: string, lang = 'fr') => api.send('GET', `/test-payments/${path}?lang=${lang}`);
const click = (path: string, body = '') =>
  api.send('POST', `/test-payments/${path}`, { body, headers: { 'content-type': 'application/x-www-form-urlencoded' } });

test.each([
  ['fr', 'PAIEMENTS D’ESSAI', 'Payer (essai)', '10,00'],
  ['en', 'TEST PAYMENTS', 'Pay (test)', '10.00'],
])('the page says in %s that no money moves, what is sold and for how much', async (lang, label, button, price) => {
  const { session } = await open(api, await api.join('Ada'));
  const shown = await page(session, lang);
  const html = await shown.text();
  expect(shown.headers.get('content-security-policy')).toContain("script-src 'self'");
  expect(shown.headers.get('cache-control')).toBe('no-store');
  for (const words of [`<html lang="${lang}">`, label, button, price, '1100']) expect(html).toContain(words);
  expect(html).not.toContain('<script');
});

test('paying leads back to oTo, and again does nothing', async () => {
  const ada = await api.join('Ada');
  const bought = await open(api, ada);
  const paid = await click(`${bought.session}/pay`);
  expect([paid.status, paid.headers.get('location')]).toEqual([303, `http://oto.test/?purchase=${bought.id}`]);
  const again = await click(`${bought.session}/pay`);
  expect(again.headers.get('location')).toBe(`/test-payments/${bought.session}?note=nothing`);
  await deskOf(api).settled();
  const { state, invoiceUrl } = await purchase(api, ada, bought.id);
  expect(state).toBe('granted');
  const invoice = await api.send('GET', new URL(invoiceUrl ?? '').pathname);
  expect(await invoice.text()).toMatch(/TVA 20 %<\/th><td>1,67/);
});

test('a declined card leaves the page open and says so', async () => {
  const { session } = await open(api, await api.join('Ada'));
  const declined = await click(`${session}/decline`);
  expect(declined.headers.get('location')).toBe(`/test-payments/${session}?note=declined`);
  expect(await (await api.send('GET', `/test-payments/${session}?note=declined`)).text()).toContain('refusée');
});

test('later deeds are offered as they become possible', async () => {
  const { session } = await open(api, await api.join('Ada'));
  const offered = async () => [...(await (await page(session)).text()).matchAll(/action="[^"]+\/([a-z-]+)"/g)].map((match) => match[1]);
  expect(await offered()).toEqual(['pay', 'pay-slowly', 'decline', 'pay', 'pay', 'pay', 'expire']);
  await click(`${session}/pay-slowly`);
  expect(await offered()).toEqual(['arrive', 'bounce']);
  await click(`${session}/arrive`);
  expect(await offered()).toEqual(['refund', 'dispute']);
  await click(`${session}/dispute`);
  expect(await offered()).toEqual(['win', 'lose']);
  await click(`${session}/lose`);
  expect(await offered()).toEqual([]);
  await deskOf(api).settled();
});

test('unknown pages and deeds are not there; a foreign site cannot pay for anybody', async () => {
  const { session } = await open(api, await api.join('Ada'));
  for (const path of ['cs_test_x', 'invoice/in_x', 'portal/cus_x']) expect((await page(path)).status).toBe(404);
  expect((await click(`${session}/steal`)).status).toBe(404);
  expect((await click('cs_test_x/pay')).status).toBe(404);
  const foreign = await api.send('POST', `/test-payments/${session}/pay`, { headers: { origin: 'https://evil.example' } });
  expect(await refusal(foreign)).toBe('403 wrong_origin');
});

test('nothing of it is there with Stripe’s own keys, or where nothing is sold', async () => {
  for (const payments of [{ mode: 'live', secretKey: 'sk_live_x', webhookSecret: 'whsec_x' }, { mode: 'off' }] as const) {
    await using other = await testApi({ payments });
    expect((await other.send('GET', '/test-payments/cs_test_x')).status).toBe(404);
    const shop = (await (await other.send('GET', '/api/packs')).json()) as { payments: string };
    expect(shop.payments).toBe(payments.mode);
  }
});

test('production takes no test payments, whoever asks', async () => {
  const { config, db } = api.deps;
  await expect(startPayments({ ...config, production: true }, db)).rejects.toThrow('production takes no test payments');
});
