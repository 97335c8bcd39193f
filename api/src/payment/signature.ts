import type { Stripe } from 'stripe';
import { z } from 'zod';
import { err, ok, type Result } from '@oto/schema/base/result';
import type { Shop } from './payments.ts';

/** How far the time in a signature may be from ours, to either side. */
export const TOLERANCE_S = 300;

/** What we need of an event. Its object is never believed: whatever it is about is read again. */
const Event = z.object({
  id: z.string().regex(/^evt_[\x21-\x7e]{1,200}$/),
  type: z.string().regex(/^[a-z0-9_.]{3,100}$/),
  created: z.int().min(0).max(100_000_000_000),
  livemode: z.boolean(),
  data: z.object({ object: z.object({ id: z.string().min(1).max(255).optional(), object: z.string().max(60) }) }),
});
export type SignedEvent = { readonly id: string; readonly type: string; readonly created: Date; readonly objectId: string | null };

/**
 * The event in these bytes, if Stripe signed exactly them within the last five minutes. The SDK bounds age alone and
 * believes a time far ahead of ours, so the time is bounded here to both sides.
 */
export async function verifyEvent(
  { stripe, webhookSecret, livemode }: Shop,
  bytes: Uint8Array,
  header: string | undefined,
  now: Date,
): Promise<Result<SignedEvent, 'bad_signature'>> {
  if (header === undefined || header.length > 2000) return err('bad_signature', 'no header');
  const times = header.split(',').filter((part) => part.startsWith('t='));
  const time = /^t=(\d{1,12})$/.exec(times[0] ?? '')?.[1];
  if (times.length !== 1 || time === undefined) return err('bad_signature', 'no single time');
  if (Math.abs(now.getTime() / 1000 - Number(time)) > TOLERANCE_S) return err('bad_signature', 'too old, or of a time to come');
  let signed: Stripe.Event;
  try {
    signed = await stripe.webhooks.constructEventAsync(Buffer.from(bytes), header, webhookSecret, TOLERANCE_S, undefined, now.getTime());
  } catch (error) {
    return err('bad_signature', error instanceof Error ? error.message : String(error));
  }
  const parsed = Event.safeParse(signed);
  if (!parsed.success) return err('bad_signature', 'not an event');
  const { id, type, created, livemode: live, data } = parsed.data;
  if (live !== livemode) return err('bad_signature', 'of the other mode');
  return ok({ id, type, created: new Date(created * 1000), objectId: data.object.id ?? null });
}
