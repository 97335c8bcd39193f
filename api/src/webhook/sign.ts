import { createHmac } from 'node:crypto';
import { keyOfSecret } from './secret.ts';

/**
 * The three headers of Standard Webhooks 1.0 (standardwebhooks.com): HMAC-SHA256 over id, seconds and body, once with
 * each secret that is valid.
 */
export function signedHeaders(
  message: { readonly id: string; readonly body: string },
  secrets: readonly string[],
  at: Date,
): { readonly 'webhook-id': string; readonly 'webhook-timestamp': string; readonly 'webhook-signature': string } {
  const seconds = String(Math.floor(at.getTime() / 1000));
  const content = `${message.id}.${seconds}.${message.body}`;
  const signatures = secrets.map((secret) => `v1,${createHmac('sha256', keyOfSecret(secret)).update(content).digest('base64')}`);
  return { 'webhook-id': message.id, 'webhook-timestamp': seconds, 'webhook-signature': signatures.join(' ') };
}
