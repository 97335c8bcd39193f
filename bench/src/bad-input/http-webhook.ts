import { createHmac } from 'node:crypto';
import type { Case } from './case.ts';
import { JSON_TYPE, one } from './http-case.ts';
import type { Target } from './target.ts';

const EVENT = JSON.stringify({
  id: 'evt_forged',
  object: 'event',
  type: 'checkout.session.completed',
  created: 1_700_000_000,
  data: { object: { id: 'cs_forged', object: 'checkout.session', payment_status: 'paid', amount_total: 1000, currency: 'eur' } },
});

/** Only Stripe's own signature over the very bytes, made now, says that somebody has paid. */
export function forgedWebhooks(target: Target): readonly Case[] {
  const now = Math.floor(Date.now() / 1000);
  const by = (secret: string, at: number, body = EVENT) =>
    `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`;
  const signatures: readonly (readonly [string, string | undefined])[] = [
    ['no signature', undefined],
    ['an empty one', ''],
    ['words', 'signed'],
    ['a time alone', `t=${now}`],
    ['a signature alone', 'v1=00'],
    ['zeros', `t=${now},v1=${'0'.repeat(64)}`],
    ['an empty secret', by('', now)],
    ['a guessed secret', by('whsec_test', now)],
    ['another scheme', by('whsec_test', now).replace('v1=', 'v0=')],
    ['a time long ago', by('whsec_test', 1)],
    ['a time to come', by('whsec_test', now + 31_536_000)],
    ['no time', by('whsec_test', now).replace(/^t=\d+/, 't=NaN')],
    ['a thousand signatures', `t=${now},${Array.from({ length: 1000 }, () => `v1=${'a'.repeat(64)}`).join(',')}`],
    ['a list', `__proto__=1,t=${now},v1=[object Object]`],
  ];
  const bodies: readonly (readonly [string, string | Uint8Array])[] = [
    ['an event', EVENT],
    ['nothing', ''],
    ['no JSON', '{'],
    ['bytes', Uint8Array.of(0, 255, 254)],
    ['a prototype', '{"__proto__":{"id":"evt_x"}}'],
  ];
  return signatures.flatMap(([what, signature]) =>
    bodies.map(([of, body]) =>
      one(
        `a forged webhook, ${what} of ${of}`,
        {
          method: 'POST',
          path: '/api/stripe/webhook',
          body,
          headers: { ...JSON_TYPE, ...(signature === undefined ? {} : { 'stripe-signature': signature }) },
        },
        target,
      ),
    ),
  );
}
