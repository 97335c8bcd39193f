import { z } from 'zod';
import { IdText, Instant, KindText, Tokens } from './common.ts';
import { WorkerHello } from './worker.ts';
import { JOB_STATES } from '../job/state.ts';

/** GET /api/operator/workers -> {workers}: who makes things, on which engines, and how they are. Operators only, as all here. */
export const OperatorWorker = z.object({
  name: z.string(),
  seenAt: Instant,
  /** It said hello within the last 30 s. */
  live: z.boolean(),
  draining: z.boolean(),
  running: z.int(),
  engines: WorkerHello.shape.engines,
});
export type OperatorWorker = z.infer<typeof OperatorWorker>;

export const OperatorJob = z.object({
  id: IdText,
  creation: IdText,
  author: z.object({ id: IdText, name: z.string(), handle: z.string() }),
  kind: KindText,
  state: z.enum(JOB_STATES),
  priority: z.int(),
  attempt: z.int(),
  step: z.int(),
  steps: z.int(),
  worker: z.string().nullable(),
  price: Tokens,
  charged: Tokens.nullable(),
  /** Its author kept and paid for a part of this kind: it cannot be retried. */
  kept: KindText.nullable(),
  createdAt: Instant,
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  /** Failure code and the engine's own words; never shown to people. */
  error: z.object({ code: z.string(), detail: z.string() }).nullable(),
  attempts: z.array(
    z.object({
      attempt: z.int(),
      worker: z.string(),
      startedAt: Instant,
      endedAt: Instant.nullable(),
      code: z.string(),
      detail: z.string(),
    }),
  ),
});
export type OperatorJob = z.infer<typeof OperatorJob>;

/**
 * GET /api/operator/queue: waiting in the order they will be taken, running, and the dead letters (failed for a
 * reason of ours, 100 newest). POST /api/operator/jobs/:id/retry makes a dead letter wait again, free for its
 * author. POST /api/operator/jobs/:id/priority {priority: -1..2}. POST /api/operator/jobs/:id/cancel.
 */
export const OperatorQueue = z.object({
  counts: z.array(z.object({ kind: KindText, waiting: z.int(), running: z.int(), doneLastHour: z.int(), failedLastHour: z.int() })),
  waiting: z.array(OperatorJob),
  running: z.array(OperatorJob),
  dead: z.array(OperatorJob),
});
export type OperatorQueue = z.infer<typeof OperatorQueue>;
export const PriorityRequest = z.object({ priority: z.int().min(-1).max(2) });
