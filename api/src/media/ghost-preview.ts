import { Hono } from 'hono';
import { z } from 'zod';
import { uuidFromId } from '@oto/schema/base/id';
import { IdText } from '@oto/schema/contract/common';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import type { ApiEnv } from '../http/env.ts';
import { param, query } from '../http/validate.ts';
import { revealsWork } from '../job/reveals.ts';

const One = z.object({ creation: IdText });
/** As presence tells it: it only parts one preview from the next. */
const Which = z.object({ n: z.coerce.number().int().min(0).optional() });

/**
 * GET /media/ghost/:creation: the newest preview of what is being made on the board, for everybody who
 * watches. There is none of what is made in private, nor of what job/reveals keeps back.
 */
export function ghostPreviewRoutes(deps: Deps): Hono<ApiEnv> {
  return new Hono<ApiEnv>().get(
    '/media/ghost/:creation',
    describe('The newest preview of a generation on the board', 'media'),
    param(One),
    query(Which),
    async (c) => {
      const row = await deps.db
        .selectFrom('job')
        .innerJoin('preview', 'preview.job_id', 'job.id')
        .innerJoin('member', 'member.id', 'job.author_id')
        .select(['preview.mime', 'preview.body', 'job.id', 'job.author_id'])
        .where('job.creation_id', '=', uuidFromId(c.req.valid('param').creation))
        .where('job.place', '=', 'board')
        .where('job.state', '=', 'running')
        .where('member.hidden_at', 'is', null)
        .where('preview.expires_at', '>', deps.now())
        .orderBy('preview.expires_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (!row || !(await revealsWork(deps, deps.db, row))) throw new ApiError('not_found');
      return c.body(new Uint8Array(row.body), 200, {
        'Content-Type': row.mime,
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
        'Content-Security-Policy': "default-src 'none'; sandbox",
      });
    },
  );
}
