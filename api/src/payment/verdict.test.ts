import { expect, test } from 'vitest';
import { verdictOf, type Asked, type Told } from './verdict.ts';

const asked: Asked = { reference: 'r', cents: 1000, currency: 'eur', customer: 'cus_1', livemode: false, closed: false };
const told: Told = {
  status: 'complete',
  payment_status: 'paid',
  amount_total: 1000,
  currency: 'eur',
  customer: 'cus_1',
  client_reference_id: 'r',
  livemode: false,
  payment_intent: 'pi_1',
  mode: 'payment',
};
const intent = (status: string) => ({ payment_intent: { id: 'pi_1', status } as Exclude<Told['payment_intent'], string> });

test('what was paid as it was asked for is granted', () => {
  expect(verdictOf(asked, told)).toEqual({ state: 'granted' });
});

test.each<[string, Partial<Told>]>([
  ['another amount', { amount_total: 1 }],
  ['no amount', { amount_total: null }],
  ['another currency', { currency: 'usd' }],
  ['another payer', { customer: 'cus_2' }],
  ['no payer', { customer: null }],
  ['another order', { client_reference_id: 'q' }],
  ['no order', { client_reference_id: null }],
  ['money in place of a test', { livemode: true }],
  ['nothing to pay', { payment_status: 'no_payment_required' }],
  ['a subscription', { mode: 'subscription' }],
])('%s is refused', (_what, change) => {
  expect(verdictOf(asked, { ...told, ...change })).toMatchObject({ state: 'refused', trouble: expect.stringMatching(/./) });
});

test('nothing is given to a closed account', () => {
  expect(verdictOf({ ...asked, closed: true }, told)).toEqual({ state: 'refused', trouble: 'account closed' });
});

test.each<[string, Partial<Told>]>([
  ['open', { status: 'open' }],
  ['expired', { status: 'expired' }],
  ['pending', { status: 'complete', ...intent('processing') }],
  ['failed', { status: 'complete', ...intent('requires_payment_method') }],
  ['failed', { status: 'complete', ...intent('canceled') }],
])('an unpaid one is %s', (state, change) => {
  expect(verdictOf(asked, { ...told, payment_status: 'unpaid', ...change })).toEqual({ state });
});
