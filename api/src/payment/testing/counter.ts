import { sql } from 'kysely';
import { newId, uuidFromId } from '@oto/schema/base/id';
import { CONSENT_VERSION, type Purchase } from '@oto/schema/contract/purchase';
import type { Wallet } from '@oto/schema/contract/ledger';
import type { Deps } from '../../deps.ts';
import type { Person, TestApi } from '../../testing/api.ts';
import { standInClient, type Shop } from '../payments.ts';
import type { TestDesk } from '../test-desk/desk.ts';
import { testSecrets } from '../test-desk/secrets.ts';

export const CONSENT = { version: CONSENT_VERSION, words: 'Je demande à recevoir mes jetons tout de suite.' };
export const ARMFUL = { id: 'armful-1100', tokens: 1100, cents: 1000 } as const;

/** One purchase of a test, with its names on both sides. */
export type Bought = { readonly id: string; readonly uuid: string; readonly session: string };

export function deskOf({ deps }: TestApi): TestDesk {
  if (!deps.payments.desk) throw new Error('no stand-in');
  return deps.payments.desk;
}

export function shopOfTest({ deps }: TestApi): Shop {
  if (!deps.payments.shop) throw new Error('no shop');
  return deps.payments.shop;
}

/** The same api with less patience for Stripe. */
export function impatient(api: TestApi, timeoutMs: number): Deps {
  const stripe = standInClient(deskOf(api), testSecrets(api.deps.config.authSecret).apiKey, timeoutMs);
  return { ...api.deps, payments: { ...api.deps.payments, shop: { ...shopOfTest(api), stripe } } };
}

export function order(
  api: TestApi,
  person: Person,
  key: string = newId(),
  body: object = { pack: ARMFUL.id, consent: CONSENT },
): Promise<Response> {
  return api.send('POST', '/api/purchases', { cookie: person.cookie, body, headers: { 'idempotency-key': key } });
}

export async function open(api: TestApi, person: Person): Promise<Bought> {
  const answer = await order(api, person);
  if (answer.status !== 201) throw new Error(`no payment page: ${await answer.text()}`);
  const purchase = (await answer.json()) as Purchase;
  return { id: purchase.id, uuid: uuidFromId(purchase.id), session: purchase.checkoutUrl?.split('/').at(-1) ?? '' };
}

/** Paid, and every event delivered. */
export async function buy(api: TestApi, person: Person): Promise<Bought> {
  const bought = await open(api, person);
  await deskOf(api).act(bought.session, 'pay');
  await deskOf(api).settled();
  return bought;
}

export async function purchase(api: TestApi, person: Person, id: string): Promise<Purchase> {
  const { purchases } = (await (await api.send('GET', '/api/purchases', { cookie: person.cookie })).json()) as { purchases: Purchase[] };
  const found = purchases.find((one) => one.id === id);
  if (!found) throw new Error('no such purchase');
  return found;
}

export async function wallet(api: TestApi, person: Person): Promise<Wallet> {
  return (await (await api.send('GET', '/get_tokens', { cookie: person.cookie })).json()) as Wallet;
}

/** Spends paid tokens as a finished generation does; the welcome goes first. */
export async function spend(api: TestApi, person: Person, tokens: number): Promise<void> {
  await sql`select ledger.transfer(${`spent:${newId()}`}, ledger.member_account(${person.uuid}::uuid, 'wallet_paid'),
    ledger.platform_account('platform_revenue'), ${tokens}::bigint, 'capture', ${uuidFromId(newId())}::uuid)`.execute(api.deps.db);
}

/** Transfers of a purchase into the paid wallet. */
export async function credits(api: TestApi, bought: Pick<Bought, 'uuid'>): Promise<readonly number[]> {
  const rows = await api.deps.db
    .selectFrom('ledger.transfer')
    .select('amount')
    .where('kind', '=', 'purchase')
    .where('group_id', '=', bought.uuid)
    .execute();
  return rows.map(({ amount }) => Number(amount));
}

export type Signing = {
  readonly id?: string;
  readonly type?: string;
  readonly object: string;
  readonly secret?: string;
  readonly at?: number;
};

/** An event as Stripe would send it; `at` in Unix seconds. */
export async function event(api: TestApi, signing: Signing): Promise<{ readonly body: string; readonly signature: string }> {
  const { stripe, webhookSecret } = shopOfTest(api);
  const body = JSON.stringify({
    id: signing.id ?? `evt_${newId().replaceAll(/[-_]/g, '0')}`,
    object: 'event',
    type: signing.type ?? 'checkout.session.completed',
    created: Math.floor(Date.now() / 1000),
    livemode: false,
    data: { object: { id: signing.object, object: 'checkout.session' } },
  });
  const signature = await stripe.webhooks.generateTestHeaderStringAsync({
    payload: body,
    secret: signing.secret ?? webhookSecret,
    ...(signing.at === undefined ? {} : { timestamp: signing.at }),
  });
  return { body, signature };
}

export function deliver(api: TestApi, { body, signature }: { readonly body: string; readonly signature: string }): Promise<Response> {
  return api.send('POST', '/api/stripe/webhook', { body, headers: { 'stripe-signature': signature } });
}

/** Events of the stand-in reach the webhook again. */
export function listen(api: TestApi): void {
  deskOf(api).postTo(async (body, signature) => (await deliver(api, { body, signature })).status);
}
