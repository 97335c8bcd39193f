import { expect, test } from 'vitest';
import { newIdempotencyKey, nextAttempt, outcomeUnknown } from './idempotency.ts';

test('an open attempt for the same wish is repeated whole', () => {
  const open = { wish: 'a', key: 'k1', body: { quote: 'old' } };
  expect(nextAttempt(open, 'a', { quote: 'new' }, () => 'k2')).toBe(open);
});

test('another wish, or none open, gets a new key and body', () => {
  const open = { wish: 'a', key: 'k1', body: 1 };
  expect(nextAttempt(open, 'b', 2, () => 'k2')).toEqual({ wish: 'b', key: 'k2', body: 2 });
  expect(nextAttempt(null, 'a', 2, () => 'k3')).toEqual({ wish: 'a', key: 'k3', body: 2 });
});

test.each([
  [0, true],
  [500, true],
  [503, true],
  [400, false],
  [402, false],
  [409, false],
])('after status %i the outcome is unknown: %s', (status, unknown) => {
  expect(outcomeUnknown(status)).toBe(unknown);
});

test('keys are long enough for the header and do not repeat', () => {
  const keys = new Set(Array.from({ length: 200 }, newIdempotencyKey));
  expect(keys.size).toBe(200);
  for (const key of keys) expect(key).toMatch(/^[\w-]{8,80}$/);
});
