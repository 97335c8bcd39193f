import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import pLimit from 'p-limit';
import { z } from 'zod';
import { uuidFromId } from '@oto/schema/base/id';
import { IdText } from '@oto/schema/contract/common';
import { Input, Storage } from '@oto/schema/contract/input';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import { callerOf, requireScope, type ApiEnv } from '../http/env.ts';
import { consume, sharedLimit } from '../http/limits.ts';
import { param } from '../http/validate.ts';
import { UPLOAD_MAX_BYTES } from '../media/intake.ts';
import { storageUsed } from '../media/quota.ts';
import { guard, send, servedFile } from '../media/serve.ts';
import { mediaStore } from '../media/store.ts';
import { doubtStored } from '../media/stored-file.ts';
import { takeInput } from './take-input.ts';
import { inputView } from './view.ts';

const One = z.object({ id: IdText });
/** Files a member may send in a minute. */
const PER_MINUTE = 30;
/** Files made anew at once, and how many may wait. */
const AT_ONCE = 2;
const WAITING_MAX = 24;

/** POST /api/inputs, GET /api/inputs/:id/file, DELETE /api/inputs/:id, GET /api/storage. */
export function inputRoutes(deps: Deps): Hono<ApiEnv> {
  const store = mediaStore(deps);
  const rate = sharedLimit(deps.pool, 'input', PER_MINUTE * deps.config.limitsFactor, 60);
  const limit = pLimit(AT_ONCE);
  return new Hono<ApiEnv>()
    .post('/api/inputs', describe('A picture or a voice to make something from', 'inputs', Input, 201), bodyMax(), async (c) => {
      const { memberId } = requireScope(c, 'generate');
      await consume(rate, memberId);
      if (limit.pendingCount >= WAITING_MAX) throw new ApiError('too_many_requests', { retryAfterSeconds: 5 });
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      const row = await limit(() => takeInput(deps, store, memberId, c.req.header('content-type') ?? '', bytes));
      return c.json(inputView(row), 201);
    })
    .get('/api/inputs/:id/file', describe('A file of mine; Range and ETag work', 'inputs'), param(One), async (c) => {
      const { memberId } = callerOf(c);
      const row = await deps.db
        .selectFrom('input_file')
        .select(['sha256', 'mime', 'bytes'])
        .where('id', '=', uuidFromId(c.req.valid('param').id))
        .where('owner_id', '=', memberId)
        .executeTakeFirst();
      if (!row) throw new ApiError('not_found');
      guard(c, 'private, no-store');
      return send(c, servedFile(store, row));
    })
    .delete('/api/inputs/:id', describe('Forget a file of mine', 'inputs'), param(One), async (c) => {
      const { memberId } = requireScope(c, 'generate');
      const id = uuidFromId(c.req.valid('param').id);
      await deps.db.transaction().execute(async (trx) => {
        const row = await trx
          .deleteFrom('input_file')
          .where('id', '=', id)
          .where('owner_id', '=', memberId)
          .returning('sha256')
          .executeTakeFirst();
        if (!row) throw new ApiError('not_found');
        await doubtStored(trx, [row.sha256]);
      });
      return c.body(null, 204);
    })
    .get('/api/storage', describe('What my files take', 'inputs', Storage), async (c) => {
      const { memberId } = callerOf(c);
      return c.json({ used: await storageUsed(deps.db, memberId), quota: deps.config.storageBytes } satisfies Storage);
    });
}

function bodyMax() {
  return bodyLimit({
    maxSize: UPLOAD_MAX_BYTES,
    onError() {
      throw new ApiError('payload_too_large');
    },
  });
}
