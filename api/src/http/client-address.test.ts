import { expect, test } from 'vitest';
import { addressKey, clientAddress, proxyTrust } from './client-address.ts';

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

test('an IPv6 customer is one key', () => {
  expect(addressKey('2001:db8:1:2::1')).toBe(addressKey('2001:db8:1:2:ffff::9'));
  expect(addressKey('2001:db8:1:2::1')).not.toBe(addressKey('2001:db8:1:3::1'));
  expect(addressKey('192.0.2.1')).toBe('192.0.2.1');
});
