import { PURCHASE_STATES, type OperatorPurchase } from '@oto/schema/contract/purchase';
import { expect, test } from 'vitest';
import { isRefundable } from './refundable.ts';

type Standing = Parameters<typeof isRefundable>[0];
const at = '2026-01-01T00:00:00.000Z';
const stands = (rest: Partial<Standing>): Standing => ({
  state: 'granted',
  cents: 1000,
  refunded: { tokens: 0, cents: 0 },
  refunds: [],
  disputes: [],
  ...rest,
});
const refund = (state: OperatorPurchase['refunds'][number]['state']) => ({ at, tokens: 110, cents: 100, reason: '', state });
const dispute = (state: OperatorPurchase['disputes'][number]['state']) => ({ id: 'dp_1', at, state, cents: 1000, clawed: 0, debt: 0 });

test('money goes back where some was taken: of what was granted, and of what was refused', () => {
  expect(PURCHASE_STATES.filter((state) => isRefundable(stands({ state })))).toEqual(['granted', 'refused']);
});

test.each<[string, Partial<Standing>, boolean]>([
  ['part of it went back', { refunded: { tokens: 110, cents: 100 }, refunds: [refund('done')] }, true],
  ['all of it went back', { refunded: { tokens: 1100, cents: 1000 }, refunds: [refund('done')] }, false],
  ['one waits for its answer', { refunds: [refund('open')] }, false],
  ['the bank has taken it', { disputes: [dispute('open')] }, false],
  ['the bank keeps it', { disputes: [dispute('lost')] }, false],
  ['the bank gave it back', { disputes: [dispute('won')] }, true],
  ['what was refused went back', { state: 'refused', refunds: [refund('done')] }, false],
  ['what was refused did not go back', { state: 'refused', refunds: [refund('failed')] }, true],
])('%s', (_what, standing, is) => {
  expect(isRefundable(stands(standing))).toBe(is);
});
