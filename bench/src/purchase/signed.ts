import { createHmac } from 'node:crypto';

export type Signed = { readonly body: string; readonly signature: string | null };

/** `t=…,v1=…` as Stripe signs; `at` in Unix seconds. */
export function sign(body: string, secret: string, at: number = Math.floor(Date.now() / 1000)): Signed {
  const mark = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
  return { body, signature: `t=${at},v1=${mark}` };
}

/** The ways in which somebody without the secret, or with old bytes, may try to be Stripe. */
export const FORGERIES: readonly ((body: string, secret: string, now: number) => Signed)[] = [
  (body) => sign(body, 'whsec_guessed'),
  (body) => sign(body, ''),
  (body) => ({ body, signature: null }),
  (body) => ({ body, signature: '' }),
  (body, secret) => ({ body: body.replace('"created":', '"created" :'), signature: sign(body, secret).signature }),
  (body, secret) => ({ body: `${body}\n`, signature: sign(body, secret).signature }),
  (body, secret, now) => sign(body, secret, now - 400),
  (body, secret, now) => sign(body, secret, now - 86_400),
  (body, secret, now) => sign(body, secret, now + 400),
  (body, secret, now) => sign(body, secret, now + 365 * 86_400),
  (body, secret) => ({ body, signature: sign(body, secret).signature?.replace('v1=', 'v0=') ?? null }),
  (body, secret, now) => ({ body, signature: `t=${now},${sign(body, secret, now - 400).signature}` }),
  (body, secret, now) => ({ body, signature: sign(body, secret, now - 400).signature?.replace(/t=\d+/, `t=${now}`) ?? null }),
  (body, secret) => ({ body, signature: sign(body, secret).signature?.slice(0, -1) ?? null }),
  (body, secret, now) => ({ body, signature: `t=${now},v1=${createHmac('sha1', secret).update(`${now}.${body}`).digest('hex')}` }),
];
