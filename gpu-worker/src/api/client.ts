import { randomUUID } from 'node:crypto';
import {
  Claim,
  FinishAnswer,
  type FailReport,
  type FinishReport,
  type ProgressReport,
  type StepReport,
  type WorkerHello,
} from '@oto/schema/contract/worker';
import type { Result } from '@oto/schema/base/result';
import type { Kind } from '@oto/schema/board/kind';
import type { NewLine } from '@oto/schema/log/read-line';
import { z } from 'zod';
import { call, download, type Call, type CallCode } from './call.ts';

const Nothing = z.null().or(z.unknown().transform(() => null));
const Cancelled = z.object({ cancelled: z.boolean() });
const Uploaded = z.object({ sha256: z.string(), bytes: z.number() });
const Url = z.object({ url: z.string() });
const Token = z.object({ token: z.string() });

const SHORT_MS = 10_000;
const LOGS_MS = 4000;
const UPLOAD_MS = 60_000;
/** Of what must not get lost: enough for an api that is away for a minute; the run's deadline ends them too. */
const MANY = 40;
/** Long polls answer at their waitMs; the margin is the network's. */
const POLL_MARGIN_MS = 10_000;

export type ApiPlace = { readonly url: string; readonly token: string; readonly worker: string };

/** What there is room for: engines by id, and their kinds. */
export type Wanted = { readonly kinds: readonly Kind[]; readonly engines: readonly string[] };

/** The worker's own routes; they carry the worker token. */
export type WorkerApi = {
  /** Of this process. */
  readonly instance: string;
  hello(report: WorkerHello, signal: AbortSignal): Promise<Result<null, CallCode>>;
  /** Null: nothing to do within `waitMs`, or a newer claim took this one's place. */
  claim(wanted: Wanted, waitMs: number, signal: AbortSignal): Promise<Result<Claim | null, CallCode>>;
  /** Hands in lines of this worker's log, 200 at most. */
  logs(lines: readonly NewLine[]): Promise<Result<null, CallCode>>;
  job(claim: Claim): JobApi;
};

/** The routes of one claimed job; they carry the job's pass. */
export type JobApi = {
  progress(report: ProgressReport, signal: AbortSignal): Promise<Result<{ cancelled: boolean }, CallCode>>;
  signal(waitMs: number, signal: AbortSignal): Promise<Result<{ cancelled: boolean }, CallCode>>;
  putMedia(
    step: number,
    variant: 'main' | 'poster',
    mime: string,
    bytes: Uint8Array<ArrayBuffer>,
    signal: AbortSignal,
  ): Promise<Result<{ sha256: string; bytes: number }, CallCode>>;
  putPreview(step: number, mime: string, bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<Result<{ url: string }, CallCode>>;
  /** A file the person gave. */
  input(index: number, signal: AbortSignal): Promise<Result<Uint8Array<ArrayBuffer>, CallCode>>;
  /** What a step delivered in an earlier attempt. */
  stepFile(step: number, signal: AbortSignal): Promise<Result<Uint8Array<ArrayBuffer>, CallCode>>;
  deliver(step: number, report: StepReport, signal: AbortSignal): Promise<Result<null, CallCode>>;
  finish(report: FinishReport, signal: AbortSignal): Promise<Result<FinishAnswer, CallCode>>;
  fail(report: FailReport, signal: AbortSignal): Promise<Result<null, CallCode>>;
  ghostPass(signal: AbortSignal): Promise<Result<{ token: string }, CallCode>>;
};

export function workerApi(place: ApiPlace): WorkerApi {
  const base = place.url.replace(/\/+$/u, '');
  const instance = randomUUID();
  const post = (path: string, bearer: string, data: unknown, signal: AbortSignal, tries: number, timeoutMs: number = SHORT_MS): Call => ({
    method: 'POST',
    url: `${base}${path}`,
    bearer,
    body: { type: 'application/json', data: JSON.stringify(data) },
    signal,
    timeoutMs,
    tries,
  });
  return {
    instance,
    hello: (report, signal) => call(post('/worker/hello', place.token, report, signal, 1), Nothing),
    // One try: the claim loop has its own backoff, and a repeated claim would take a second job.
    claim: (wanted, waitMs, signal) =>
      call(
        post('/worker/claim', place.token, { worker: place.worker, instance, ...wanted, waitMs }, signal, 1, waitMs + POLL_MARGIN_MS),
        Claim.nullable(),
      ),
    // What is not taken at once is counted as lost: a log is worth no repetition.
    logs: (lines) =>
      call(
        post(
          '/worker/logs',
          place.token,
          {
            lines: lines.map(({ at, replica, level, message, requestId, fields }) => ({ at, replica, level, message, requestId, fields })),
          },
          new AbortController().signal,
          1,
          LOGS_MS,
        ),
        Nothing,
      ),
    job: (claim) => {
      const path = `/worker/jobs/${claim.job}`;
      const requestId = claim.origin?.requestId;
      const own = (tail: string, data: unknown, signal: AbortSignal, tries: number, timeoutMs: number = SHORT_MS): Call => ({
        ...post(`${path}${tail}`, claim.pass, data, signal, tries, timeoutMs),
        requestId,
      });
      const put = (tail: string, mime: string, data: Uint8Array<ArrayBuffer>, signal: AbortSignal, tries: number): Call => ({
        method: 'PUT',
        url: `${base}${path}/${tail}`,
        bearer: claim.pass,
        requestId,
        body: { type: mime, data },
        signal,
        timeoutMs: UPLOAD_MS,
        tries,
      });
      const get = (tail: string, signal: AbortSignal, timeoutMs: number, tries: number): Call => ({
        method: 'GET',
        url: `${base}${path}/${tail}`,
        bearer: claim.pass,
        requestId,
        signal,
        timeoutMs,
        tries,
      });
      return {
        progress: (report, signal) => call(own('/progress', report, signal, 2), Cancelled),
        signal: (waitMs, signal) => call(get(`signal?waitMs=${waitMs}`, signal, waitMs + POLL_MARGIN_MS, 1), Cancelled),
        putMedia: (step, variant, mime, bytes, signal) => call(put(`media/${step}/${variant}`, mime, bytes, signal, MANY), Uploaded),
        putPreview: (step, mime, bytes, signal) => call(put(`preview/${step}`, mime, bytes, signal, 1), Url),
        input: (index, signal) => download(get(`inputs/${index}`, signal, UPLOAD_MS, 6)),
        stepFile: (step, signal) => download(get(`steps/${step}/main`, signal, UPLOAD_MS, 6)),
        deliver: (step, report, signal) => call(own(`/steps/${step}`, report, signal, MANY, UPLOAD_MS), Nothing),
        finish: (report, signal) => call(own('/finish', report, signal, MANY, UPLOAD_MS), FinishAnswer),
        fail: (report, signal) => call(own('/fail', report, signal, 6), Nothing),
        ghostPass: (signal) => call(own('/pass', {}, signal, 3), Token),
      };
    },
  };
}
