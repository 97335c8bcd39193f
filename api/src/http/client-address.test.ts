import { expect, test } from 'vitest';
import { addressKey } from './client-address.ts';

test('an IPv6 customer is one key', () => {
  expect(addressKey('2001:db8:1:2::1')).toBe(addressKey('2001:db8:1:2:ffff::9'));
  expect(addressKey('2001:db8:1:2::1')).not.toBe(addressKey('2001:db8:1:3::1'));
  expect(addressKey('192.0.2.1')).toBe('192.0.2.1');
});
