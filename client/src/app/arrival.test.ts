import { expect, test } from 'vitest';
import { readArrival } from './arrival.ts';

const at = (address: string) => {
  const { pathname, search, hash } = new URL(address, 'https://oto.example');
  return readArrival({ pathname, search, hash });
};

test.each(['/', '/n/abc', '/@lea?x=1&y=2', '/account', '/?sign=in', '/#token'])('%s is only a place', (address) => {
  expect(at(address)).toBeNull();
});

test('links in mails bring a token, which does not stay in the address', () => {
  expect(at('/account/verify#abc.def')).toEqual({ arrival: { type: 'verify', token: 'abc.def' }, path: '/' });
  expect(at('/account/reset/#a%2Bb')).toEqual({ arrival: { type: 'reset', token: 'a+b' }, path: '/' });
  expect(at('/account/reset')).toEqual({ arrival: { type: 'reset', token: '' }, path: '/' });
  expect(at('/account/reset#%E0%A4%A')?.arrival).toEqual({ type: 'reset', token: '%E0%A4%A' });
});

test('another way in says why it failed, and the rest of the address stays', () => {
  expect(at('/?signin=oidc_failed&x=12')).toEqual({ arrival: { type: 'signin', code: 'oidc_failed' }, path: '/?x=12' });
  expect(at('/?signin=open')).toEqual({ arrival: { type: 'signin', code: null }, path: '/' });
});

test('an invitation brings its code', () => {
  expect(at('/?invitation=oto-7KQ2')).toEqual({ arrival: { type: 'invitation', code: 'oto-7KQ2' }, path: '/' });
});

test('the payment page brings a purchase, and whether it was left; a malformed one is nothing', () => {
  const id = 'AZx1y2z3A4B5C6D7E8F9Gw';
  expect(at(`/?purchase=${id}`)).toEqual({ arrival: { type: 'purchase', id, left: false }, path: '/' });
  expect(at(`/?purchase=${id}&left=1&at=1,2`)).toEqual({ arrival: { type: 'purchase', id, left: true }, path: '/?at=1%2C2' });
  expect(at('/?purchase=none')).toEqual({ arrival: null, path: '/' });
});

test('a link leads to the shop', () => {
  expect(at('/?buy=1')).toEqual({ arrival: { type: 'shop' }, path: '/' });
});
