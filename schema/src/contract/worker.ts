import { z } from 'zod';
import { NoteRecord } from '../board/record.ts';
import { FAILURES } from '../job/state.ts';
import { IdText, InputRole, Instant, KindText, LangText } from './common.ts';

const Instance = z.string().regex(/^[A-Za-z0-9-]{8,40}$/);

/**
 * Worker protocol over HTTPS; the worker has no database password.
 * `Authorization: Bearer <WORKER_TOKEN>` on hello and claim; the job's own pass (JWT, aud oto-worker,
 * bound to job and attempt) on everything else. A stale attempt gets 409 stale_attempt.
 *
 * POST /worker/hello    WorkerHello -> 204      every 10 s: heartbeat, engines and their health
 * POST /worker/claim    {worker, kinds, engines, instance, waitMs <= 25000} -> 200 Claim | 204; 204 at once while it drains
 * POST /worker/jobs/:id/progress  ProgressReport -> {cancelled: boolean, leaseUntil}   extends the lease
 * GET  /worker/jobs/:id/signal?waitMs=  -> {cancelled}   long poll: cancel arrives at once
 * PUT  /worker/jobs/:id/media/:step/:variant  raw bytes, Content-Type  -> {sha256, bytes}  idempotent; 25 MB
 * PUT  /worker/jobs/:id/preview/:step  image bytes -> {url}   short-lived, authorised
 * GET  /worker/jobs/:id/inputs/:index  -> the bytes of Claim.inputs[index]
 * GET  /worker/jobs/:id/steps/:step/main -> the bytes of a step delivered before, to go on from
 * POST /worker/jobs/:id/steps/:step  StepReport -> 204   the step is delivered: no later attempt runs it again; idempotent
 * POST /worker/jobs/:id/finish  FinishReport -> FinishAnswer   the steps not delivered before; all of them must be there then
 * POST /worker/jobs/:id/fail    FailReport -> {state}   requeued while retryable and attempts remain
 * POST /worker/jobs/:id/pass    -> {token}  a fresh collab pass for the running ghost (presence only)
 */
export const WorkerHello = z.object({
  worker: z.string().regex(/^[a-z0-9-]{3,60}$/),
  /** This process. Jobs of an earlier one of the same name that has fallen silent come back without waiting for their lease. */
  instance: Instance.optional(),
  engines: z
    .array(
      z.object({
        id: z.string().max(80),
        kind: KindText,
        name: z.string().max(120),
        models: z.array(z.string().max(120)).max(50),
        trained: z.boolean(),
        /** Most tokens one run may cost. */ ceiling: z.int().min(0),
        /** What it can be given beside words: a picture to redraw or to move, a voice to speak like. */
        accepts: z.array(InputRole).default([]),
        /** Runs at once on this worker. */
        slots: z.int().min(1).max(64).default(1),
        healthy: z.boolean(),
        detail: z.string().max(300).optional(),
      }),
    )
    .max(50),
  /** It finishes what it has and claims nothing more. */
  draining: z.boolean().default(false),
});
export type WorkerHello = z.infer<typeof WorkerHello>;

export const ClaimRequest = z.object({
  worker: z.string().regex(/^[a-z0-9-]{3,60}$/),
  /** Of the first step still to be made. */
  kinds: z.array(KindText).min(1),
  /** Engines with room for one more run: the first step still to be made must run on one of them. Absent: all of its own. */
  engines: z.array(z.string().max(80)).max(50).optional(),
  /** This process: a newer claim of it ends the one that waits, which then answers 204 or the job it just got. */
  instance: Instance.optional(),
  waitMs: z.int().min(0).max(25_000).default(20_000),
});

/** What a step was made from, in order. `index` counts the job's inputs, `step` the chain's steps. */
export const StepSource = z.discriminatedUnion('from', [
  z.object({ from: z.literal('prompt') }),
  z.object({ from: z.literal('parent') }),
  z.object({ from: z.literal('input'), index: z.int().min(0).max(15) }),
  z.object({ from: z.literal('step'), step: z.int().min(0).max(15) }),
]);
export type StepSource = z.infer<typeof StepSource>;

/** What one step made. Its files were uploaded before, under the same attempt. */
export const StepResult = z.object({
  index: z.int(),
  engine: z.string(),
  /** As the engine named it; the agent's model where it names none. */
  model: z.string(),
  trained: z.boolean(),
  /** What this step was given: the prompt after the chain's substitution. */
  prompt: z.string().max(8000),
  sources: z.array(StepSource).max(8).default([]),
  /** Whole text for a text step; empty otherwise. */
  text: z.string().max(100_000).default(''),
  tokens: z.int().min(0),
  startedAt: Instant,
  durationMs: z.int().min(0),
});
export type StepResult = z.infer<typeof StepResult>;
export const StepReport = z.object({ attempt: z.int(), result: StepResult });
export type StepReport = z.input<typeof StepReport>;

export const ClaimInput = z.object({
  index: z.int(),
  role: InputRole,
  /** The step it is for. */
  step: z.int(),
  mime: z.string(),
  bytes: z.int(),
  sha256: z.string(),
});

export const ClaimStep = z.object({
  index: z.int(),
  agent: IdText,
  kind: KindText,
  engine: z.string(),
  model: z.string(),
  name: z.string(),
  instructions: z.string(),
  /** An earlier attempt delivered it: it is not run again. */
  delivered: StepResult.optional(),
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
  /** The person's files, and pictures of forked parents, for the first step that accepts them. */
  inputs: z.array(ClaimInput).max(4).default([]),
  /** Text of the first forked parent, to continue from. */
  parentText: z.string().optional(),
  parentTitle: z.string().optional(),
  /** The request that asked for the job, by which log lines and traces follow it. `traceparent`: W3C Trace Context. */
  origin: z.object({ requestId: z.string(), traceparent: z.string().optional() }).optional(),
  /** Where the ghost is, when made on the board. `url` is the collab tile path. */
  ghost: z
    .object({
      document: z.string(),
      tile: z.string(),
      pass: z.string(),
      /** Whether the board may see words and pictures before the work is done, or only how far it is. */
      reveals: z.boolean(),
    })
    .optional(),
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

export const FinishReport = z.object({ attempt: z.int(), steps: z.array(StepResult) });
export type FinishReport = z.input<typeof FinishReport>;

/** With `pin`, the worker itself sets notes[creation] = record in the region document, then leaves. */
export const FinishAnswer = z.object({
  creation: IdText,
  pin: z.object({ document: z.string(), tile: z.string(), pass: z.string(), note: IdText, record: NoteRecord }).optional(),
});
export type FinishAnswer = z.infer<typeof FinishAnswer>;

export const FailReport = z.object({
  attempt: z.int(),
  /** `drained`: the worker goes, or has no engine for the next step, and hands the job back; that costs no attempt. */
  code: z.enum([...FAILURES, 'cancelled', 'drained']),
  retryable: z.boolean(),
  engineMessage: z.string().max(2000).default(''),
});
export type FailReport = z.infer<typeof FailReport>;
