import { createECDH } from 'node:crypto';
import type { PushSubscription } from '@oto/schema/contract/notification';

/** Push services of the browsers people have. A leading dot takes every host below. */
const KNOWN_HOSTS = ['fcm.googleapis.com', '.push.services.mozilla.com', '.notify.windows.com', '.push.apple.com'] as const;

/**
 * The endpoint in the one spelling every parser reads alike, or null when it is no address of a push service that we
 * know: we send requests to it, so it may lead nowhere else. `extra` are more hosts, with a port unless it is 443.
 */
export function pushEndpoint(endpoint: string, extra: readonly string[]): string | null {
  const url = URL.parse(endpoint);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return null;
  const known = url.port === '' && KNOWN_HOSTS.some((host) => (host.startsWith('.') ? url.hostname.endsWith(host) : url.hostname === host));
  if (!known && !extra.includes(url.host)) return null;
  url.hash = '';
  return url.href;
}

/** Whether the keys can encrypt: a point of P-256 and 16 bytes. */
export function hasUsableKeys({ keys }: PushSubscription): boolean {
  if (!/^[\w-]{22}(==)?$/.test(keys.auth) || !/^[\w-]{87}=?$/.test(keys.p256dh)) return false;
  const ecdh = createECDH('prime256v1');
  ecdh.generateKeys();
  try {
    ecdh.computeSecret(Buffer.from(keys.p256dh, 'base64url'));
    return true;
  } catch {
    return false;
  }
}
