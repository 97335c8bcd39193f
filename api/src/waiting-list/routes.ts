import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { WaitingRequest } from '@oto/schema/contract/wave';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import type { ApiEnv } from '../http/env.ts';
import { json, query } from '../http/validate.ts';
import { waitingListOpen } from './is-open.ts';
import { waitingLimit } from './limits.ts';
import { personOfLink } from './link.ts';
import { waitingPage } from './page.ts';
import { confirmPlace, leaveList, putOnList, standingOf } from './person.ts';

const LinkQuery = z.object({ t: z.string().max(2000) });
const Deed = z.enum(['confirm', 'leave']);

/** For whoever has no invitation yet. What is answered never tells who is on the list, nor who is a member. */
export function waitingListRoutes(deps: Deps): Hono<ApiEnv> {
  const { db, config, signer } = deps;
  const limit = waitingLimit(deps);
  const routes = new Hono<ApiEnv>();

  routes.post(
    '/api/waiting-list',
    describe('Wait for an invitation; a mail confirms the address', 'launch', z.object({}), 202),
    json(WaitingRequest),
    async (c) => {
      const asked = c.req.valid('json');
      await limit.from(c.get('ip'));
      if (!(await waitingListOpen(db, config))) throw new ApiError('waiting_list_closed');
      if (await limit.mayWrite(asked.email)) await putOnList(deps, asked);
      return c.json({}, 202);
    },
  );

  routes.get('/api/waiting-list/mine', describe('My place in the list, by a mail’s link', 'launch'), query(LinkQuery), async (c) => {
    return page(c, await personOf(c.req.valid('query').t));
  });

  routes.post(
    '/api/waiting-list/mine',
    describe('Confirm my place or leave it, by a mail’s link', 'launch'),
    query(LinkQuery),
    async (c) => {
      const person = await personOf(c.req.valid('query').t);
      const deed = Deed.safeParse((await c.req.parseBody())['deed']);
      if (!deed.success) throw new ApiError('bad_request', { fields: [{ path: 'deed', message: 'confirm or leave' }] });
      if (deed.data === 'confirm') await confirmPlace(deps, person);
      else await db.transaction().execute((trx) => leaveList(trx, person, deps.now()));
      return page(c, person);
    },
  );

  async function personOf(token: string): Promise<string> {
    const person = await personOfLink(signer, token);
    if (person === null) throw new ApiError('bad_credential');
    return person;
  }

  async function page(c: Context<ApiEnv>, person: string): Promise<Response> {
    const { standing, kept } = await standingOf(db, person);
    c.header('Cache-Control', 'no-store');
    // Its address lets whoever has it leave the list. With less than this, browsers would not say that its buttons are ours.
    c.header('Referrer-Policy', 'same-origin');
    return c.html(waitingPage(kept?.lang ?? c.get('lang'), standing, kept, config.publicUrl));
  }

  return routes;
}
