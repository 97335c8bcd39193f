import { createECDH } from 'node:crypto';
import { expect, test } from 'vitest';
import { hasUsableKeys, pushEndpoint } from './push-address.ts';

test.each([
  'https://fcm.googleapis.com/fcm/send/abc:def',
  'https://updates.push.services.mozilla.com/wpush/v2/gAAA',
  'https://wns2-par02p.notify.windows.com/w/?token=BQ',
  'https://web.push.apple.com/QGuQ',
])('%s is a push service', (endpoint) => {
  expect(pushEndpoint(endpoint, [])).toBe(endpoint);
});

test.each([
  'http://fcm.googleapis.com/fcm/send/abc',
  'https://fcm.googleapis.com:8443/fcm/send/abc',
  'https://fcm.googleapis.com.evil.example/x',
  'https://evil.example/?https://fcm.googleapis.com/',
  'https://fcm.googleapis.com@127.0.0.1/x',
  'https://user:pass@fcm.googleapis.com/x',
  'https://notpush.apple.com/x',
  'https://push.apple.com.evil.example/x',
  'https://127.0.0.1/x',
  'https://[::1]/x',
  'https://169.254.169.254/latest/meta-data',
  'https://localhost:5432/',
  'https://evil.example\\@fcm.googleapis.com/x',
  'file:///etc/passwd',
  'nothing',
])('%s is not', (endpoint) => {
  expect(pushEndpoint(endpoint, [])).toBeNull();
});

test('more hosts are taken by name and port', () => {
  expect(pushEndpoint('https://127.0.0.1:8443/p#x', ['127.0.0.1:8443'])).toBe('https://127.0.0.1:8443/p');
  expect(pushEndpoint('https://127.0.0.1:8444/p', ['127.0.0.1:8443'])).toBeNull();
});

test('keys must be able to encrypt', () => {
  const ecdh = createECDH('prime256v1');
  const good = { p256dh: ecdh.generateKeys().toString('base64url'), auth: Buffer.alloc(16, 7).toString('base64url') };
  const endpoint = 'https://web.push.apple.com/x';
  expect(hasUsableKeys({ endpoint, keys: good })).toBe(true);
  expect(hasUsableKeys({ endpoint, keys: { ...good, auth: 'AAAA' } })).toBe(false);
  const off = Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 1)]).toString('base64url');
  expect(hasUsableKeys({ endpoint, keys: { ...good, p256dh: off } })).toBe(false);
  expect(hasUsableKeys({ endpoint, keys: { ...good, p256dh: '' } })).toBe(false);
});
