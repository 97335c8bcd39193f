import { expect, test } from 'vitest';
import { keyBytes, openedPath } from './push-device.ts';

test('a clicked message leads only to a path of this site', () => {
  expect(openedPath({ type: 'open', path: '/n/abc' })).toBe('/n/abc');
  for (const path of ['https://elsewhere.example/', '//elsewhere.example', '/\\elsewhere.example', 'n/abc', '', 3]) {
    expect(openedPath({ type: 'open', path })).toBeNull();
  }
  expect(openedPath({ type: 'other', path: '/n/abc' })).toBeNull();
  expect(openedPath('open')).toBeNull();
  expect(openedPath(null)).toBeNull();
});

test('a key is read whatever of its letters are url-safe', () => {
  const bytes = Uint8Array.from({ length: 65 }, (_, index) => (index * 37) % 256);
  expect(keyBytes(Buffer.from(bytes).toString('base64url'))).toEqual(bytes);
});
