import { z } from 'zod';
import { NoteRecord } from '../board/record.ts';
import { FAILURES } from '../job/state.ts';
import { IdText, Instant, KindText, LangText } from './common.ts';

/**
 * Worker protocol over HTTPS; the worker has no database password.
 * `Authorization: Bearer <WORKER_TOKEN>` on hello and claim; the job's own pass (JWT, aud oto-worker,
 * bound to job and attempt) on everything else. A stale attempt gets 409 stale_attempt.
 *
 * POST /worker/hello    WorkerHello -> 204      every 10 s: heartbeat, engines and their health
 * POST /worker/claim    {worker, kinds, waitMs <= 25000} -> 200 Claim | 204
 * POST /worker/jobs/:id/progress  ProgressReport -> {cancelled: boolean, leaseUntil}   extends the lease
 * GET  /worker/jobs/:id/signal?waitMs=  -> {cancelled}   long poll: cancel arrives at once
 * PUT  /worker/jobs/:id/media/:step/:variant  raw bytes, Content-Type  -> {sha256, bytes}  idempotent; 25 MB
 * PUT  /worker/jobs/:id/preview/:step  image bytes -> {url}   short-lived, authorised
 * POST /worker/jobs/:id/finish  FinishReport -> FinishAnswer
 * POST /worker/jobs/:id/fail    FailReport -> {state}   requeued while retryable and attempts remain
 * POST /worker/jobs/:id/pass    -> {token}  a fresh collab pass for the running ghost (presence only)
 */
export const WorkerHello = z.object({
  worker: z.string().regex(/^[a-z0-9-]{3,60}$/),
  engines: z
    .array(
      z.object({
        id: z.string().max(80),
        kind: KindText,
        name: z.string().max(120),
        models: z.array(z.string().max(120)).max(50),
        trained: z.boolean(),
        /** Most tokens one run may cost. */ ceiling: z.int().min(0),
        healthy: z.boolean(),
        detail: z.string().max(300).optional(),
      }),
    )
    .max(50),
});
export type WorkerHello = z.infer<typeof WorkerHello>;

export const ClaimRequest = z.object({
  worker: z.string().regex(/^[a-z0-9-]{3,60}$/),
  kinds: z.array(KindText).min(1),
  waitMs: z.int().min(0).max(25_000).default(20_000),
});

export const ClaimStep = z.object({
  index: z.int(),
  agent: IdText,
  kind: KindText,
  engine: z.string(),
  model: z.string(),
  name: z.string(),
  instructions: z.string(),
});
export const Claim = z.object({
  job: IdText,
  attempt: z.int(),
  /** Bearer for the other worker routes of this job. */
  pass: z.string(),
  leaseUntil: Instant,
  deadline: Instant,
  creation: IdText,
  kind: KindText,
  prompt: z.string(),
  lang: LangText,
  seed: z.int(),
  steps: z.array(ClaimStep).min(1),
  /** Text of the first forked parent, to continue from. */
  parentText: z.string().optional(),
  parentTitle: z.string().optional(),
  /** Where the ghost is, when made on the board. `url` is the collab tile path. */
  ghost: z.object({ document: z.string(), tile: z.string(), pass: z.string() }).optional(),
});
export type Claim = z.infer<typeof Claim>;

export const ProgressReport = z.object({
  attempt: z.int(),
  step: z.int(),
  phase: z.string().max(40),
  pct: z.number().min(0).max(100),
  text: z.string().max(280).optional(),
  preview: z.string().max(300).optional(),
});
export type ProgressReport = z.infer<typeof ProgressReport>;

export const FinishReport = z.object({
  attempt: z.int(),
  steps: z
    .array(
      z.object({
        index: z.int(),
        engine: z.string(),
        model: z.string(),
        trained: z.boolean(),
        /** What this step was given: the prompt after the chain's substitution. */
        prompt: z.string().max(8000),
        /** Whole text for a text step; empty otherwise. */
        text: z.string().max(100_000).default(''),
        tokens: z.int().min(0),
        startedAt: Instant,
        durationMs: z.int().min(0),
      }),
    )
    .min(1),
});
export type FinishReport = z.infer<typeof FinishReport>;

/** With `pin`, the worker itself sets notes[creation] = record in the region document, then leaves. */
export const FinishAnswer = z.object({
  creation: IdText,
  pin: z.object({ document: z.string(), tile: z.string(), pass: z.string(), note: IdText, record: NoteRecord }).optional(),
});
export type FinishAnswer = z.infer<typeof FinishAnswer>;

export const FailReport = z.object({
  attempt: z.int(),
  code: z.enum(FAILURES).or(z.literal('cancelled')),
  retryable: z.boolean(),
  engineMessage: z.string().max(2000).default(''),
});
export type FailReport = z.infer<typeof FailReport>;
