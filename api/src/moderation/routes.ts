import { Hono } from 'hono';
import { z } from 'zod';
import { Appeal, AppealRequest } from '@oto/schema/contract/moderation';
import { uuidFromId } from '@oto/schema/base/id';
import type { Deps } from '../deps.ts';
import { describe } from '../http/describe.ts';
import { callerOf, requireSession, type ApiEnv } from '../http/env.ts';
import { json } from '../http/validate.ts';
import { fileAppeal } from './file-appeal.ts';
import { readAppeals } from './read-appeals.ts';

const SHOWN = 50;

/** POST and GET /api/appeals. */
export function appealRoutes(deps: Deps): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();

  routes.post(
    '/api/appeals',
    describe('Appeal against a refusal of mine, once', 'moderation', Appeal, 201),
    json(AppealRequest),
    async (c) => {
      const { memberId } = requireSession(c);
      const { refusal, words } = c.req.valid('json');
      const id = await fileAppeal(deps, memberId, uuidFromId(refusal), words);
      const [appeal] = await readAppeals(deps.db, { id, limit: 1 });
      return c.json(appeal, 201);
    },
  );

  routes.get('/api/appeals', describe('My appeals, newest first', 'moderation', z.object({ appeals: z.array(Appeal) })), async (c) => {
    const { memberId } = callerOf(c);
    c.header('Cache-Control', 'no-store');
    const appeals = await readAppeals(deps.db, { member: memberId, limit: SHOWN });
    return c.json({ appeals: appeals.map(({ member: _member, ...appeal }) => appeal) });
  });

  return routes;
}
