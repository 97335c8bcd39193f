import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { uuidFromId } from '@oto/schema/base/id';
import { KINDS, type Kind } from '@oto/schema/board/kind';
import { IdText } from '@oto/schema/contract/common';
import { GenerateRequest, Job } from '@oto/schema/contract/job';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import { requireScope, type ApiEnv, type Caller } from '../http/env.ts';
import { json, param } from '../http/validate.ts';
import { cancelJob } from './cancel.ts';
import { submitJob } from './submit.ts';
import { jobView } from './view.ts';

const JOBS_SHOWN = 30;
/** The prompt's length has its own code, so the door lets a longer one through to be named. */
const GenerateBody = GenerateRequest.extend({ prompt: z.string().max(1_000_000) });
const OneJob = z.object({ id: IdText });

/** POST /generate_text, /generate_image, /generate_video, /generate_voice. 202 for a new job, 200 for the same key again. */
export function generateRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  for (const kind of KINDS) {
    const about = describe(`Make a ${kind}; header Idempotency-Key is required`, 'generation', z.object({ job: Job }), 202);
    app.post(`/generate_${kind}`, about, json(GenerateBody), async (c) => {
      const { memberId } = requireScope(c, 'generate');
      return generate(deps, c, kind, memberId, c.req.valid('json'));
    });
  }
  return app;
}

async function generate(
  deps: Deps,
  c: Context<ApiEnv>,
  kind: Kind,
  member: string,
  wish: z.output<typeof GenerateBody>,
): Promise<Response> {
  const key = c.req.header('idempotency-key') ?? '';
  if (key.length < 8 || key.length > 80) throw new ApiError('idempotency_key_required');
  const { lang } = await deps.db.selectFrom('member').select('lang').where('id', '=', member).executeTakeFirstOrThrow();
  const { job, fresh } = await submitJob(deps, { member, lang, kind, key, wish, requestId: c.get('requestId') });
  return c.json({ job: await jobView(deps.db, deps.now(), job, c.get('lang')) }, fresh ? 202 : 200);
}

/** GET /api/jobs, GET /api/jobs/:id, POST /api/jobs/:id/cancel. */
export function jobRoutes(deps: Deps): Hono<ApiEnv> {
  return new Hono<ApiEnv>()
    .get('/api/jobs', describe('My generations, newest first', 'generation', z.object({ jobs: z.array(Job) })), async (c) => {
      const { memberId } = reader(c);
      const rows = await deps.db
        .selectFrom('job')
        .selectAll()
        .where('author_id', '=', memberId)
        .orderBy('id', 'desc')
        .limit(JOBS_SHOWN)
        .execute();
      const now = deps.now();
      return c.json({ jobs: await Promise.all(rows.map((row) => jobView(deps.db, now, row, c.get('lang')))) });
    })
    .get('/api/jobs/:id', describe('One generation', 'generation', Job), param(OneJob), async (c) => {
      const { memberId } = reader(c);
      const row = await deps.db
        .selectFrom('job')
        .selectAll()
        .where('id', '=', uuidFromId(c.req.valid('param').id))
        .where('author_id', '=', memberId)
        .executeTakeFirst();
      if (!row) throw new ApiError('not_found');
      return c.json(await jobView(deps.db, deps.now(), row, c.get('lang')));
    })
    .post('/api/jobs/:id/cancel', describe('Cancel a generation', 'generation', Job), param(OneJob), async (c) => {
      const { memberId } = requireScope(c, 'generate');
      const row = await cancelJob(deps, uuidFromId(c.req.valid('param').id), memberId);
      return c.json(await jobView(deps.db, deps.now(), row, c.get('lang')));
    });
}

/** Who may start a job may also watch it. */
function reader(c: Context<ApiEnv>): Caller {
  return requireScope(c, c.get('caller')?.scopes.includes('generate') ? 'generate' : 'read');
}
