import { Hono } from 'hono';
import { z } from 'zod';
import { uuidFromId } from '@oto/schema/base/id';
import { IdText } from '@oto/schema/contract/common';
import {
  BillingPortal,
  CURRENCY,
  Purchase,
  PurchaseRequest,
  Purchases,
  SessionRecheck,
  SessionState,
  Shop,
  WithdrawRequest,
} from '@oto/schema/contract/purchase';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import { requireScope, requireSession, type ApiEnv } from '../http/env.ts';
import { consume } from '../http/limits.ts';
import { json, param } from '../http/validate.ts';
import { switchesOf } from '../operator/switch.ts';
import { openCheckout, pageLimit } from './checkout.ts';
import { withCustomer } from './customer.ts';
import { PACKS } from './packs.ts';
import { modeOf, shopOf } from './payments.ts';
import { recheck, recheckLimit, recheckSession } from './recheck.ts';
import { reach } from './stripe-call.ts';
import { purchaseOf, purchasesOf } from './view.ts';
import { withdraw } from './withdraw.ts';

const KEY = /^[\x21-\x7e]{8,80}$/;
const One = z.object({ id: IdText });

/** What is sold, and what a member bought. */
export function paymentRoutes(deps: Deps): Hono<ApiEnv> {
  const limit = pageLimit(deps.pool, deps.config.limitsFactor);
  const rechecks = recheckLimit(deps.pool, deps.config.limitsFactor);

  async function mine(id: string, memberUuid: string) {
    const purchase = await purchaseOf(deps.db, uuidFromId(id), deps.now(), memberUuid);
    if (!purchase) throw new ApiError('not_found');
    return purchase;
  }

  return new Hono<ApiEnv>()
    .get('/api/packs', describe('What is sold, and whether money moves', 'payments', Shop), async (c) => {
      const { purchase: open } = await switchesOf(deps.db);
      const payments = open ? modeOf(deps.payments) : 'off';
      return c.json({ packs: payments === 'off' ? [] : PACKS, payments, currency: CURRENCY });
    })
    .get('/api/purchases', describe('What I bought, newest first', 'payments', Purchases), async (c) => {
      const { memberId } = requireScope(c, 'wallet');
      return c.json({ purchases: await purchasesOf(deps.db, memberId, deps.now()) });
    })
    .post(
      '/api/purchases',
      describe('Open a payment page; the same Idempotency-Key opens one', 'payments', Purchase, 201),
      json(PurchaseRequest),
      async (c) => {
        const { memberId } = requireSession(c);
        const key = c.req.header('idempotency-key') ?? '';
        if (!KEY.test(key)) throw new ApiError('idempotency_key_required');
        const order = { member: memberId, key, wish: c.req.valid('json'), ip: c.get('ip') };
        const uuid = await openCheckout(deps, limit, order);
        const purchase = await purchaseOf(deps.db, uuid, deps.now());
        return c.json(purchase, 201);
      },
    )
    .post(
      '/api/purchases/recheck',
      describe('Have Stripe asked how a Checkout session stands; scope recheck, for programs', 'payments', SessionState),
      json(SessionRecheck),
      async (c) => {
        const caller = requireScope(c, 'recheck');
        await consume(rechecks, caller.memberId);
        return c.json(await recheckSession(deps, c.req.valid('json').session, caller));
      },
    )
    .post('/api/purchases/:id/recheck', describe('Ask Stripe how it stands', 'payments', Purchase), param(One), async (c) => {
      const { memberId } = requireSession(c);
      const { id } = c.req.valid('param');
      await mine(id, memberId);
      await recheck(deps, uuidFromId(id));
      return c.json(await mine(id, memberId));
    })
    .post(
      '/api/purchases/:id/withdraw',
      describe('Withdraw from what is unspent of it', 'payments', Purchase),
      param(One),
      json(WithdrawRequest),
      async (c) => {
        const { memberId } = requireSession(c);
        const { id } = c.req.valid('param');
        await withdraw(deps, uuidFromId(id), memberId, c.get('ip'));
        return c.json(await mine(id, memberId));
      },
    )
    .post('/api/billing', describe('Stripe’s pages of my invoices and means of payment', 'payments', BillingPortal), async (c) => {
      const { memberId } = requireSession(c);
      const { stripe } = shopOf(deps);
      const opening = withCustomer(deps, memberId, (customer) =>
        stripe.billingPortal.sessions.create({ customer, return_url: `${deps.config.publicUrl}/` }),
      );
      const portal = await reach(opening);
      return c.json({ url: portal.url });
    });
}
