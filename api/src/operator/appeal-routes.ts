import { Hono } from 'hono';
import { z } from 'zod';
import { uuidFromId } from '@oto/schema/base/id';
import { IdText } from '@oto/schema/contract/common';
import { DecisionRequest, OperatorAppeal } from '@oto/schema/contract/moderation';
import { titleOf } from '../creation/title.ts';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import { requireOperator, type ApiEnv } from '../http/env.ts';
import { json, param } from '../http/validate.ts';
import { readAppeals } from '../moderation/read-appeals.ts';
import { notify } from '../notification/notify.ts';
import { hasAnotherOperator } from './another-operator.ts';
import { audit } from './audit.ts';

const SHOWN = 100;
const OneAppeal = z.object({ id: IdText });

/** GET /api/operator/appeals, POST /api/operator/appeals/:id. */
export function operatorAppealRoutes(deps: Deps): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();

  routes.get(
    '/api/operator/appeals',
    describe('Appeals: open ones first, then the newest', 'operator', z.object({ appeals: z.array(OperatorAppeal) })),
    async (c) => {
      requireOperator(c);
      return c.json({ appeals: await readAppeals(deps.db, { limit: SHOWN }) });
    },
  );

  routes.post(
    '/api/operator/appeals/:id',
    describe('Decide an appeal; allowed lets its member send just these words', 'operator', OperatorAppeal),
    param(OneAppeal),
    json(DecisionRequest),
    async (c) => {
      const operator = requireOperator(c);
      const { id } = c.req.valid('param');
      const { decision, answer } = c.req.valid('json');
      const appealUuid = uuidFromId(id);
      await deps.db.transaction().execute(async (trx) => {
        const appeal = await trx.selectFrom('appeal').selectAll().where('id', '=', appealUuid).forUpdate().executeTakeFirst();
        if (!appeal) throw new ApiError('not_found');
        if (appeal.state !== 'open') throw new ApiError('wrong_state');
        if (appeal.member_id === operator.memberId && (await hasAnotherOperator(trx, operator.memberId)))
          throw new ApiError('forbidden', { detail: 'their own appeal' });
        const now = deps.now();
        await trx
          .updateTable('appeal')
          .set({ state: decision, answer, decided_by: operator.memberId, decided_at: now })
          .where('id', '=', appealUuid)
          .execute();
        await audit(trx, operator.memberId, `appeal_${decision}`, id, { answer });
        const { prompt } = await trx.selectFrom('refusal').select('prompt').where('id', '=', appeal.refusal_id).executeTakeFirstOrThrow();
        await notify(trx, now, {
          member_id: appeal.member_id,
          about: 'appeal',
          kind: null,
          title: titleOf('', '', prompt),
          code: decision,
          creation_id: null,
          job_id: null,
        });
      });
      const [decided] = await readAppeals(deps.db, { id: appealUuid, limit: 1 });
      return c.json(decided);
    },
  );

  return routes;
}
