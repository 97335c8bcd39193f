import { Hono } from 'hono';
import pLimit from 'p-limit';
import { z } from 'zod';
import { uuidFromId } from '@oto/schema/base/id';
import { IdText } from '@oto/schema/contract/common';
import { Feedback, FeedbackAnswer, FeedbackCase, FeedbackQuery, FeedbackRequest } from '@oto/schema/contract/feedback';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import { callerOf, requireOperator, requireSession, type ApiEnv } from '../http/env.ts';
import { json, param, query } from '../http/validate.ts';
import { sendsMail } from '../identity/letters.ts';
import { guard, send, servedFile } from '../media/serve.ts';
import { mediaStore } from '../media/store.ts';
import { changeFeedback } from './answer.ts';
import { feedbackLimit } from './limits.ts';
import { takeFeedback } from './take.ts';
import { feedbackCases, feedbackView } from './view.ts';

const One = z.object({ id: IdText });
const PAGE = 50;
/** Pictures made anew at once. */
const AT_ONCE = 2;

/** What people say of the product, from wherever they stand, and the operators' answers. */
export function feedbackRoutes(deps: Deps): Hono<ApiEnv> {
  const { db, config } = deps;
  const store = mediaStore(deps);
  const limit = feedbackLimit(deps);
  const few = pLimit(AT_ONCE);
  const routes = new Hono<ApiEnv>();

  routes.post(
    '/api/feedback',
    describe('Say what is broken, an idea or a kind word; also without an account', 'launch', Feedback, 201),
    json(FeedbackRequest),
    async (c) => {
      const caller = c.get('caller') === null ? null : requireSession(c);
      await limit(caller?.memberId ?? null, c.get('ip'));
      const asked = c.req.valid('json');
      const row = await few(() => takeFeedback(deps, store, caller, asked.about.lang, asked));
      c.header('Cache-Control', 'no-store');
      return c.json(feedbackView(row), 201);
    },
  );

  routes.get(
    '/api/feedback',
    describe('What I said, newest first, with the answers', 'launch', z.object({ feedback: z.array(Feedback) })),
    async (c) => {
      const { memberId } = callerOf(c);
      const rows = await db
        .selectFrom('feedback')
        .selectAll()
        .where('member_id', '=', memberId)
        .orderBy('id', 'desc')
        .limit(PAGE)
        .execute();
      c.header('Cache-Control', 'no-store');
      return c.json({ feedback: rows.map(feedbackView) });
    },
  );

  routes.get(
    '/api/operator/feedback',
    describe('What people say, newest first', 'operator', z.object({ feedback: z.array(FeedbackCase) })),
    query(FeedbackQuery),
    async (c) => {
      requireOperator(c);
      const { state, kind, before } = c.req.valid('query');
      const rows = await db
        .selectFrom('feedback')
        .selectAll()
        .$if(state !== undefined, (rest) => rest.where('state', '=', state ?? 'open'))
        .$if(kind !== undefined, (rest) => rest.where('kind', '=', kind ?? 'idea'))
        .$if(before !== undefined, (rest) => rest.where('id', '<', before === undefined ? '' : uuidFromId(before)))
        .orderBy('id', 'desc')
        .limit(PAGE)
        .execute();
      c.header('Cache-Control', 'no-store');
      return c.json({ feedback: await feedbackCases(db, rows, sendsMail(config)) });
    },
  );

  routes.post(
    '/api/operator/feedback/:id',
    describe('Answer it, put it away or reopen it', 'operator', FeedbackCase),
    param(One),
    json(FeedbackAnswer),
    async (c) => {
      const operator = requireOperator(c);
      const row = await changeFeedback(deps, operator.memberId, uuidFromId(c.req.valid('param').id), c.req.valid('json'));
      return c.json((await feedbackCases(db, [row], sendsMail(config)))[0]);
    },
  );

  routes.get('/api/operator/feedback/:id/picture', describe('The board as they saw it', 'operator'), param(One), async (c) => {
    requireOperator(c);
    const row = await db
      .selectFrom('feedback')
      .select(['sha256', 'bytes'])
      .where('id', '=', uuidFromId(c.req.valid('param').id))
      .executeTakeFirst();
    if (!row || row.sha256 === null || row.bytes === null) throw new ApiError('not_found');
    guard(c, 'private, no-store');
    return send(c, servedFile(store, { sha256: row.sha256, bytes: row.bytes, mime: 'image/webp' }));
  });

  return routes;
}
