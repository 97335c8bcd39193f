import { Hono } from 'hono';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { describe } from '../http/describe.ts';
import { requireOperator, type ApiEnv } from '../http/env.ts';
import { json } from '../http/validate.ts';
import { audit } from './audit.ts';
import { switchesOf, SWITCHES } from './switch.ts';

const Body = z.object({ name: z.enum(SWITCHES), enabled: z.boolean(), reason: z.string().trim().max(200).optional() });
const Answer = z.object({ generation: z.boolean(), signup: z.boolean(), purchase: z.boolean(), open_signup: z.boolean() });

export function switchRoutes(deps: Deps): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();

  routes.get('/api/operator/switches', describe('The kill switches', 'operator', Answer), async (c) => {
    requireOperator(c);
    return c.json(await switchesOf(deps.db));
  });

  routes.put('/api/operator/switches', describe('Pause or resume one', 'operator', Answer), json(Body), async (c) => {
    const operator = requireOperator(c);
    const { name, enabled, reason } = c.req.valid('json');
    await deps.db.transaction().execute(async (trx) => {
      await trx
        .updateTable('kill_switch')
        .set({ enabled, reason: reason ?? null, changed_by: operator.memberId, changed_at: deps.now() })
        .where('name', '=', name)
        .execute();
      await audit(trx, operator.memberId, enabled ? 'switch_on' : 'switch_off', name, { reason: reason ?? null });
    });
    return c.json(await switchesOf(deps.db));
  });

  return routes;
}
