import { ServerEvent } from '@oto/schema/contract/event';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EVENT_TYPES, parseServerEvent, retryDelay } from './event-stream.ts';

test('an event of the contract is read, anything else is nothing', () => {
  const hello = { type: 'hello', at: '2026-01-01T00:00:00.000Z' };
  expect(parseServerEvent(JSON.stringify(hello))).toEqual(hello);
  expect(parseServerEvent(JSON.stringify({ ...hello, type: 'later' }))).toBeNull();
  expect(parseServerEvent('{')).toBeNull();
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(() => parseServerEvent(text)).not.toThrow();
    }),
    { seed: 5 },
  );
});

test('waits grow, are spread, and stay between 750 ms and 25 s', () => {
  expect(retryDelay(0, 0)).toBe(750);
  expect(retryDelay(0, 1)).toBe(1250);
  fc.assert(
    fc.property(fc.nat(1000), fc.double({ min: 0, max: 1, noNaN: true }), (n, random) => {
      const wait = retryDelay(n, random);
      expect(wait).toBeGreaterThanOrEqual(750);
      expect(wait).toBeLessThanOrEqual(25_000);
      expect(retryDelay(n + 1, random)).toBeGreaterThanOrEqual(wait);
    }),
    { seed: 6 },
  );
});

test('every event of the contract is listened to', () => {
  expect([...EVENT_TYPES].sort()).toEqual(ServerEvent.options.map((one) => one.shape.type.value).sort());
});
