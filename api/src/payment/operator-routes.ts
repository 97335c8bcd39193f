import { Hono } from 'hono';
import { z } from 'zod';
import { newId, uuidFromId } from '@oto/schema/base/id';
import { IdText } from '@oto/schema/contract/common';
import {
  ForgiveRequest,
  OperatorPurchase,
  OperatorPurchases,
  PURCHASE_STATES,
  Reconciliation,
  RefundRequest,
} from '@oto/schema/contract/purchase';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import { requireOperator, type ApiEnv } from '../http/env.ts';
import { json, param, query } from '../http/validate.ts';
import { requireConfirmed } from '../identity/require-confirmed.ts';
import { forgiveDebt } from '../ledger/debt.ts';
import { tellWallet } from '../ledger/tell-wallet.ts';
import { audit } from '../operator/audit.ts';
import { recheck } from './recheck.ts';
import { lastReconciliation, reconcile } from './reconcile.ts';
import { orderRefund, requireSent, sendRefund } from './refund.ts';
import { reach } from './stripe-call.ts';
import { operatorPurchases } from './view.ts';

const KEY = /^[\x21-\x7e]{8,80}$/;
const One = z.object({ id: IdText });
const Page = z.object({ state: z.enum(PURCHASE_STATES).optional(), before: IdText.optional() });

/** Everybody's purchases, as operators see and mend them; what they do is written down. */
export function operatorPaymentRoutes(deps: Deps): Hono<ApiEnv> {
  async function one(id: string) {
    const [purchase] = await operatorPurchases(deps.db, { only: uuidFromId(id) }, deps.now());
    if (!purchase) throw new ApiError('not_found');
    return purchase;
  }

  return new Hono<ApiEnv>()
    .get(
      '/api/operator/purchases',
      describe('Everybody’s purchases, newest first', 'operator', OperatorPurchases),
      query(Page),
      async (c) => {
        requireOperator(c);
        const { state, before } = c.req.valid('query');
        const filter = { state, before: before === undefined ? undefined : uuidFromId(before) };
        return c.json({ purchases: await operatorPurchases(deps.db, filter, deps.now()) });
      },
    )
    .post(
      '/api/operator/purchases/:id/recheck',
      describe('Ask Stripe how it stands', 'operator', OperatorPurchase),
      param(One),
      async (c) => {
        requireOperator(c);
        const { id } = c.req.valid('param');
        await recheck(deps, uuidFromId(id));
        return c.json(await one(id));
      },
    )
    .post(
      '/api/operator/purchases/:id/refund',
      describe('Give money and tokens back; the same Idempotency-Key gives once', 'operator', OperatorPurchase),
      param(One),
      json(RefundRequest),
      async (c) => {
        const operator = requireOperator(c);
        await requireConfirmed(c, deps);
        const key = c.req.header('idempotency-key') ?? '';
        if (!KEY.test(key)) throw new ApiError('idempotency_key_required');
        const { id } = c.req.valid('param');
        const { tokens = null, reason } = c.req.valid('json');
        const order = {
          purchase: uuidFromId(id),
          key: `operator:${operator.memberId}:${key}`,
          cause: 'operator',
          tokens,
          reason,
          askedBy: operator.memberId,
        } as const;
        const refund = await reach(
          orderRefund(deps, order, (trx, made) =>
            audit(trx, operator.memberId, 'refund', id, { tokens: made.tokens, cents: made.cents, reason }),
          ),
        );
        requireSent(await sendRefund(deps, refund, true));
        return c.json(await one(id));
      },
    )
    .post(
      '/api/operator/members/:id/forgive',
      describe('Book what a dispute left as debt as a loss', 'operator'),
      param(One),
      json(ForgiveRequest),
      async (c) => {
        const operator = requireOperator(c);
        await requireConfirmed(c, deps);
        const { id } = c.req.valid('param');
        const member = uuidFromId(id);
        await deps.db.transaction().execute(async (trx) => {
          const known = await trx.selectFrom('member').select('id').where('id', '=', member).executeTakeFirst();
          if (!known) throw new ApiError('not_found');
          const tokens = await forgiveDebt(trx, { key: `forgive:${uuidFromId(newId())}`, member });
          if (tokens === 0) throw new ApiError('wrong_state', { detail: 'no debt' });
          await audit(trx, operator.memberId, 'forgive', id, { tokens, reason: c.req.valid('json').reason });
          await tellWallet(trx, deps.now(), member);
        });
        return c.body(null, 204);
      },
    )
    .get('/api/operator/reconcile', describe('What the last comparison with Stripe found', 'operator', Reconciliation), async (c) => {
      requireOperator(c);
      return c.json(await lastReconciliation(deps.db));
    })
    .post('/api/operator/reconcile', describe('Compare with Stripe now', 'operator', Reconciliation), async (c) => {
      requireOperator(c);
      return c.json(await reach(reconcile(deps, 0)));
    });
}
