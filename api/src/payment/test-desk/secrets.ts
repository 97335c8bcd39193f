import { createHmac } from 'node:crypto';

export type TestSecrets = { readonly apiKey: string; readonly webhookSecret: string };

/** Of the stand-in: the same on every replica and after every restart, known to nobody outside. */
export function testSecrets(authSecret: string): TestSecrets {
  const derive = (purpose: string) => createHmac('sha256', authSecret).update(`test payments: ${purpose}`).digest('base64url');
  return { apiKey: `sk_test_${derive('key').replaceAll(/[^A-Za-z0-9]/g, '')}`, webhookSecret: `whsec_${derive('webhook')}` };
}
