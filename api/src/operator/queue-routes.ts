import { Hono } from 'hono';
import { z } from 'zod';
import { uuidFromId } from '@oto/schema/base/id';
import { IdText } from '@oto/schema/contract/common';
import { OperatorQueue, PriorityRequest } from '@oto/schema/contract/operator';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import { requireOperator, type ApiEnv } from '../http/env.ts';
import { json, param } from '../http/validate.ts';
import { cancelJob } from '../job/cancel.ts';
import { lockAuthorOf } from '../job/lock-author.ts';
import { tellJob } from '../job/tell.ts';
import { audit } from './audit.ts';
import { operatorQueue } from './queue-read.ts';
import { retryJob } from './queue-retry.ts';

const OneJob = z.object({ id: IdText });

/** The queue as operators see and steer it; everything they do is written down. */
export function queueRoutes(deps: Deps): Hono<ApiEnv> {
  return new Hono<ApiEnv>()
    .get('/api/operator/queue', describe('What waits, runs and failed for a reason of ours', 'operator', OperatorQueue), async (c) => {
      requireOperator(c);
      return c.json(await operatorQueue(deps.db, deps.now()));
    })
    .post('/api/operator/jobs/:id/retry', describe('Make a dead letter wait again, free', 'operator'), param(OneJob), async (c) => {
      const operator = requireOperator(c);
      await retryJob(deps, operator.memberId, uuidFromId(c.req.valid('param').id));
      return c.body(null, 204);
    })
    .post(
      '/api/operator/jobs/:id/priority',
      describe('Move a waiting job', 'operator'),
      param(OneJob),
      json(PriorityRequest),
      async (c) => {
        const operator = requireOperator(c);
        await setPriority(deps, operator.memberId, uuidFromId(c.req.valid('param').id), c.req.valid('json').priority);
        return c.body(null, 204);
      },
    )
    .post('/api/operator/jobs/:id/cancel', describe('Cancel anybody’s generation', 'operator'), param(OneJob), async (c) => {
      const operator = requireOperator(c);
      await cancelJob(deps, uuidFromId(c.req.valid('param').id), null, (trx, job) =>
        audit(trx, operator.memberId, 'cancel_job', job.id, { author: job.author_id }),
      );
      return c.body(null, 204);
    });
}

/** Throws not_found, or wrong_state when the job does not wait any more. */
async function setPriority(deps: Deps, operatorUuid: string, jobUuid: string, priority: number): Promise<void> {
  await deps.db.transaction().execute(async (trx) => {
    await lockAuthorOf(trx, jobUuid);
    const changed = await trx
      .updateTable('job')
      .set({ priority })
      .where('id', '=', jobUuid)
      .where('state', 'in', ['queued', 'running'])
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) throw new ApiError('wrong_state');
    await audit(trx, operatorUuid, 'job_priority', jobUuid, { priority });
    await tellJob(trx, deps.now(), jobUuid, { wallet: false });
  });
}
