import { Hono } from 'hono';
import { z } from 'zod';
import { OperatorWorker } from '@oto/schema/contract/operator';
import { WorkerHello } from '@oto/schema/contract/worker';
import type { Db, Deps } from '../deps.ts';
import { describe } from '../http/describe.ts';
import { requireOperator, type ApiEnv } from '../http/env.ts';
import { WORKER_SEEN_MS } from '../worker/live-engines.ts';

/** Workers silent for longer are left out. */
const FORGOTTEN_MS = 7 * 86_400_000;

const Answer = z.object({ workers: z.array(OperatorWorker) });

/** GET /api/operator/workers. */
export function operatorWorkerRoutes(deps: Deps): Hono<ApiEnv> {
  return new Hono<ApiEnv>().get(
    '/api/operator/workers',
    describe('Who makes things, on which engines, and how they are', 'operator', Answer),
    async (c) => {
      requireOperator(c);
      return c.json({ workers: await workers(deps.db, deps.now()) });
    },
  );
}

async function workers(db: Db, now: Date): Promise<z.infer<typeof Answer>['workers']> {
  const rows = await db
    .selectFrom('worker')
    .select(['name', 'engines', 'draining', 'seen_at'])
    .select((eb) =>
      eb
        .selectFrom('job')
        .select((sub) => sub.fn.countAll<string>().as('running'))
        .where('state', '=', 'running')
        .whereRef('job.worker', '=', 'worker.name')
        .as('running'),
    )
    .where('seen_at', '>', new Date(now.getTime() - FORGOTTEN_MS))
    .orderBy('name')
    .execute();
  return rows.map(({ name, engines, draining, seen_at, running }) => ({
    name,
    seenAt: seen_at.toISOString(),
    live: now.getTime() - seen_at.getTime() < WORKER_SEEN_MS,
    draining,
    running: Number(running),
    engines: WorkerHello.shape.engines.parse(engines),
  }));
}
