import type { Purchase } from '@oto/schema/contract/purchase';
import { newId } from '@oto/schema/base/id';
import { expect, test } from 'vitest';
import { afterPayment } from '../shop/after-payment.ts';
import { withPurchase } from './keep-purchase.ts';

const made = (at: string, rest: Partial<Purchase> = {}): Purchase => ({
  id: newId(),
  at,
  pack: 'small',
  tokens: 500,
  cents: 500,
  state: 'open',
  test: true,
  checkoutUrl: null,
  invoiceUrl: null,
  taxCents: null,
  refunded: { tokens: 0, cents: 0 },
  disputed: false,
  withdrawal: null,
  ...rest,
});

test('a purchase takes the place of what was known of it, and a new one its place by time', () => {
  const [old, young] = [made('2026-01-01T00:00:00.000Z'), made('2026-03-01T00:00:00.000Z')];
  const granted = { ...old, state: 'granted' } as const;
  expect(withPurchase([young, old], granted)).toEqual([young, granted]);
  const between = made('2026-02-01T00:00:00.000Z');
  expect(withPurchase([young, old], between)).toEqual([young, between, old]);
});

test('a page that was left is only left while nothing else is known', () => {
  expect(afterPayment({ state: 'open' }, false)).toBe('checking');
  expect(afterPayment({ state: 'open' }, true)).toBe('left');
  for (const state of ['granted', 'pending', 'failed', 'expired', 'refused'] as const) expect(afterPayment({ state }, true)).toBe(state);
});
