import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { idFromUuid } from '@oto/schema/base/id';
import { IdText, Instant } from '@oto/schema/contract/common';
import {
  Claim,
  ClaimRequest,
  FailReport,
  FinishAnswer,
  FinishReport,
  ProgressReport,
  StepReport,
  WorkerHello,
} from '@oto/schema/contract/worker';
import { JOB_STATES } from '@oto/schema/job/state';
import type { Deps } from '../deps.ts';
import { seatedNote } from '../creation/note-record.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import type { ApiEnv } from '../http/env.ts';
import { json, param, query } from '../http/validate.ts';
import { UPLOAD_MAX_BYTES } from '../media/intake.ts';
import { previewPicture } from '../media/picture.ts';
import { keepPreview } from '../media/preview.ts';
import { mediaStore } from '../media/store.ts';
import { claimJob } from './claim.ts';
import { collabPass, regionAddress } from './collab-pass.ts';
import { requireJobPass, requireWorker } from './credential.ts';
import { deliverStep } from './deliver.ts';
import { failJob } from './fail.ts';
import { finishJob } from './finish.ts';
import { takeHello } from './hello.ts';
import { lockRunning } from './lease.ts';
import { awaitSignal, reportProgress } from './progress.ts';
import { inputFile, sendFile, stepFile } from './source-file.ts';
import { takeUpload } from './upload.ts';

const OneJob = z.object({ id: IdText });
const OneStep = OneJob.extend({ step: z.coerce.number().int().min(0).max(15) });
const OneInput = OneJob.extend({ index: z.coerce.number().int().min(0).max(15) });
const OneFile = OneStep.extend({ variant: z.enum(['main', 'poster']) });
const Wait = z.object({ waitMs: z.coerce.number().int().min(0).max(25_000).default(20_000) });
const Progressed = z.object({ cancelled: z.boolean(), leaseUntil: Instant });
const Signal = z.object({ cancelled: z.boolean() });
const Stored = z.object({ sha256: z.string(), bytes: z.int() });
const Preview = z.object({ url: z.string() });
const Failed = z.object({ state: z.enum(JOB_STATES) });
const Token = z.object({ token: z.string() });
const PREVIEW_MAX_BYTES = 2 * 1024 * 1024;

export type WorkerDoor = {
  readonly routes: Hono<ApiEnv>;
  /** Answers whoever waits: this process ends, and they ask again. */
  readonly close: () => void;
};

/** The worker protocol of contract/worker. Workers are outbound-only: they poll, we never call. */
export function workerRoutes(deps: Deps): WorkerDoor {
  const store = mediaStore(deps);
  const closing = new AbortController();
  const leaving = (request: Request) => AbortSignal.any([request.signal, closing.signal]);
  const routes = new Hono<ApiEnv>()
    .post('/worker/hello', describe('A worker is alive and offers these engines', 'worker'), json(WorkerHello), async (c) => {
      requireWorker(c, deps.config.workerToken);
      await takeHello(deps, c.req.valid('json'));
      return c.body(null, 204);
    })
    .post('/worker/claim', describe('Wait for a job; 204 when none came', 'worker', Claim), json(ClaimRequest), async (c) => {
      requireWorker(c, deps.config.workerToken);
      const claim = await claimJob(deps, c.req.valid('json'), leaving(c.req.raw));
      return claim ? c.json(claim) : c.body(null, 204);
    })
    .post(
      '/worker/jobs/:id/progress',
      describe('How far a job is', 'worker', Progressed),
      param(OneJob),
      json(ProgressReport),
      async (c) => {
        const pass = await requireJobPass(c, deps, c.req.valid('param').id);
        return c.json(await reportProgress(deps, pass, c.req.valid('json')));
      },
    )
    .get('/worker/jobs/:id/signal', describe('Wait for a cancel', 'worker', Signal), param(OneJob), query(Wait), async (c) => {
      const pass = await requireJobPass(c, deps, c.req.valid('param').id);
      return c.json(await awaitSignal(deps, pass, c.req.valid('query').waitMs, leaving(c.req.raw)));
    })
    .put(
      '/worker/jobs/:id/media/:step/:variant',
      describe('Upload a result’s file', 'worker', Stored),
      param(OneFile),
      limit(UPLOAD_MAX_BYTES),
      async (c) => {
        const { id, step, variant } = c.req.valid('param');
        const pass = await requireJobPass(c, deps, id);
        const mime = c.req.header('content-type') ?? '';
        const bytes = new Uint8Array(await c.req.arrayBuffer());
        return c.json(await takeUpload(deps, store, pass, { step, variant, mime, bytes }));
      },
    )
    .put(
      '/worker/jobs/:id/preview/:step',
      describe('Upload a preview', 'worker', Preview),
      param(OneStep),
      limit(PREVIEW_MAX_BYTES),
      async (c) => {
        const pass = await requireJobPass(c, deps, c.req.valid('param').id);
        await deps.db.transaction().execute((trx) => lockRunning(trx, pass));
        const picture = await previewPicture(new Uint8Array(await c.req.arrayBuffer()));
        if (!picture) throw new ApiError('bad_media');
        return c.json({ url: await keepPreview(deps.db, deps.now(), pass.jobUuid, picture.bytes, picture.mime) });
      },
    )
    .get('/worker/jobs/:id/inputs/:index', describe('A file the person gave', 'worker'), param(OneInput), async (c) => {
      const { id, index } = c.req.valid('param');
      return sendFile(c, store, await inputFile(deps, await requireJobPass(c, deps, id), index));
    })
    .get('/worker/jobs/:id/steps/:step/main', describe('What a step delivered before', 'worker'), param(OneStep), async (c) => {
      const { id, step } = c.req.valid('param');
      return sendFile(c, store, await stepFile(deps, await requireJobPass(c, deps, id), step));
    })
    .post('/worker/jobs/:id/steps/:step', describe('A step is delivered', 'worker'), param(OneStep), json(StepReport), async (c) => {
      const { id, step } = c.req.valid('param');
      await deliverStep(deps, await requireJobPass(c, deps, id), step, c.req.valid('json'));
      return c.body(null, 204);
    })
    .post('/worker/jobs/:id/finish', describe('A job is done', 'worker', FinishAnswer), param(OneJob), json(FinishReport), async (c) => {
      const pass = await requireJobPass(c, deps, c.req.valid('param').id);
      return c.json(await finishJob(deps, pass, c.req.valid('json')));
    })
    .post('/worker/jobs/:id/fail', describe('A job failed', 'worker', Failed), param(OneJob), json(FailReport), async (c) => {
      const pass = await requireJobPass(c, deps, c.req.valid('param').id);
      return c.json(await failJob(deps, pass, c.req.valid('json')));
    })
    .post('/worker/jobs/:id/pass', describe('A fresh pass for the running ghost', 'worker', Token), param(OneJob), async (c) => {
      const pass = await requireJobPass(c, deps, c.req.valid('param').id);
      const { note, creation } = await deps.db.transaction().execute(async (trx) => {
        const job = await lockRunning(trx, pass);
        return { note: await seatedNote(trx, job.creation_id), creation: idFromUuid(job.creation_id) };
      });
      if (!note) throw new ApiError('not_found', { detail: 'the job has no ghost' });
      return c.json({ token: await collabPass(deps, pass.worker, regionAddress(note.plot).document, creation) });
    });
  return { routes, close: () => closing.abort() };
}

function limit(maxSize: number) {
  return bodyLimit({
    maxSize,
    onError() {
      throw new ApiError('payload_too_large');
    },
  });
}
