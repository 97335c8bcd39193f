import { Hono } from 'hono';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import type { ApiEnv } from '../http/env.ts';
import { takeEvent } from './event.ts';
import { shopOf } from './payments.ts';
import { verifyEvent } from './signature.ts';

/**
 * POST /api/stripe/webhook. The bytes are judged as they came: whatever is not signed by Stripe within five minutes is
 * refused and leaves no trace. A signed event is answered when all of it is done; otherwise Stripe sends it again.
 */
export function webhookRoutes(deps: Deps): Hono<ApiEnv> {
  return new Hono<ApiEnv>().post(
    '/api/stripe/webhook',
    describe('Events of Stripe, signed; for Stripe alone', 'payments', z.object({ received: z.literal(true) })),
    async (c) => {
      const shop = shopOf(deps);
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      const event = await verifyEvent(shop, bytes, c.req.header('stripe-signature'), deps.now());
      if (!event.ok) throw new ApiError('bad_signature', event.detail === undefined ? {} : { detail: event.detail });
      await takeEvent(deps, event.value);
      return c.json({ received: true as const });
    },
  );
}
