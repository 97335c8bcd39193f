import { expect, test } from 'vitest';
import { clientAddress, isProxy, proxyTrust } from './trust.ts';

test('nobody’s X-Forwarded-For is believed by default', () => {
  expect(clientAddress('203.0.113.9', '10.0.0.1', proxyTrust([]))).toBe('203.0.113.9');
});

test('the first address from the right that is not our proxy is the client', () => {
  const trust = proxyTrust(['10.0.0.0/8', '::1']);
  expect(clientAddress('10.0.0.2', '6.6.6.6, 203.0.113.9, 10.0.0.7', trust)).toBe('203.0.113.9');
  expect(clientAddress('::ffff:10.0.0.2', '203.0.113.9', trust)).toBe('203.0.113.9');
  expect(clientAddress('::1', '2001:db8::7', trust)).toBe('2001:db8::7');
  expect(clientAddress('10.0.0.2', undefined, trust)).toBe('10.0.0.2');
  expect(clientAddress('10.0.0.2', 'garbage', trust)).toBe('10.0.0.2');
});

test('with 1, only the hop that our own proxy wrote counts', () => {
  const trust = proxyTrust(['1']);
  expect(clientAddress('172.18.0.3', '1.1.1.1, 203.0.113.9', trust)).toBe('203.0.113.9');
});

test('a wrong entry stops the start', () => {
  expect(() => proxyTrust(['proxy.internal'])).toThrow(/TRUST_PROXY/);
});

test('a proxy is who is listed, in either spelling of its address', () => {
  const trust = proxyTrust(['10.0.0.0/8']);
  expect(['10.1.2.3', '::ffff:10.1.2.3', '203.0.113.9', '', '::1'].map((peer) => isProxy(peer, trust))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
