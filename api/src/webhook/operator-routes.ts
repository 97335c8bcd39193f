import { Hono } from 'hono';
import { z } from 'zod';
import { IdText } from '@oto/schema/contract/common';
import {
  DeliveryParam,
  DeliveryQuery,
  Replayed,
  ReplayRequest,
  WebhookCreate,
  WebhookDeliveries,
  WebhookDelivery,
  WebhookEndpoint,
  WebhookEndpoints,
  WebhookPatch,
} from '@oto/schema/contract/webhook';
import type { Deps } from '../deps.ts';
import { describe } from '../http/describe.ts';
import { requireOperator, type ApiEnv } from '../http/env.ts';
import { json, param, query } from '../http/validate.ts';
import { deliveriesOf, replayFailed, replayOne, sendTest } from './delivery.ts';
import { changeEndpoint, endpointsOf, makeEndpoint, removeEndpoint, rotateSecret } from './endpoint.ts';

const One = z.object({ id: IdText });
const of = '/api/operator/webhooks';
const deliveries = '/api/operator/deliveries';

/** Programs that are told what happens here, and what became of telling them. */
export function operatorWebhookRoutes(deps: Deps): Hono<ApiEnv> {
  const { db, now } = deps;
  return new Hono<ApiEnv>()
    .get(of, describe('Endpoints that are told, oldest first', 'operator', WebhookEndpoints), async (c) => {
      requireOperator(c);
      c.header('Cache-Control', 'no-store');
      return c.json({ endpoints: await endpointsOf(db, now()) });
    })
    .post(of, describe('Tell one more; its secret is shown once', 'operator', WebhookEndpoint, 201), json(WebhookCreate), async (c) => {
      const { memberId } = requireOperator(c);
      c.header('Cache-Control', 'no-store');
      return c.json(await makeEndpoint(deps, memberId, c.req.valid('json')), 201);
    })
    .patch(
      `${of}/:id`,
      describe('Change one, switch it off or on', 'operator', WebhookEndpoint),
      param(One),
      json(WebhookPatch),
      async (c) => {
        const { memberId } = requireOperator(c);
        return c.json(await changeEndpoint(deps, memberId, c.req.valid('param').id, c.req.valid('json')));
      },
    )
    .delete(`${of}/:id`, describe('Tell it no more', 'operator'), param(One), async (c) => {
      const { memberId } = requireOperator(c);
      await removeEndpoint(deps, memberId, c.req.valid('param').id);
      return c.body(null, 204);
    })
    .post(
      `${of}/:id/rotate`,
      describe('A new secret, shown once; the one before signs too for a day', 'operator', WebhookEndpoint),
      param(One),
      async (c) => {
        const { memberId } = requireOperator(c);
        c.header('Cache-Control', 'no-store');
        return c.json(await rotateSecret(deps, memberId, c.req.valid('param').id));
      },
    )
    .post(`${of}/:id/test`, describe('Send it a test', 'operator', WebhookDelivery), param(One), async (c) => {
      const { memberId } = requireOperator(c);
      return c.json(await sendTest(deps, memberId, c.req.valid('param').id));
    })
    .get(
      deliveries,
      describe('What was sent and is to be, newest first', 'operator', WebhookDeliveries),
      query(DeliveryQuery),
      async (c) => {
        requireOperator(c);
        c.header('Cache-Control', 'no-store');
        return c.json({ deliveries: await deliveriesOf(db, c.req.valid('query')) });
      },
    )
    .post(
      `${deliveries}/replay`,
      describe('Send again all that failed since then', 'operator', Replayed),
      json(ReplayRequest),
      async (c) => {
        const { memberId } = requireOperator(c);
        return c.json({ replayed: await replayFailed(deps, memberId, c.req.valid('json')) });
      },
    )
    .post(
      `${deliveries}/:id/replay`,
      describe('Send one again, under the same id', 'operator', WebhookDelivery),
      param(DeliveryParam),
      async (c) => {
        const { memberId } = requireOperator(c);
        return c.json(await replayOne(deps, memberId, c.req.valid('param').id));
      },
    );
}
