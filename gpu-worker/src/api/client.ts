import {
  Claim,
  FinishAnswer,
  type FailReport,
  type FinishReport,
  type ProgressReport,
  type WorkerHello,
} from '@oto/schema/contract/worker';
import type { Result } from '@oto/schema/base/result';
import type { Kind } from '@oto/schema/board/kind';
import { z } from 'zod';
import { call, type Call, type CallCode } from './call.ts';

const Nothing = z.null().or(z.unknown().transform(() => null));
const Cancelled = z.object({ cancelled: z.boolean() });
const Uploaded = z.object({ sha256: z.string(), bytes: z.number() });
const Url = z.object({ url: z.string() });
const Token = z.object({ token: z.string() });

const SHORT_MS = 10_000;
const UPLOAD_MS = 60_000;
/** Long polls answer at their waitMs; the margin is the network's. */
const POLL_MARGIN_MS = 10_000;

export type ApiPlace = { readonly url: string; readonly token: string; readonly worker: string };

/** The worker's own routes; they carry the worker token. */
export type WorkerApi = {
  hello(report: WorkerHello, signal: AbortSignal): Promise<Result<null, CallCode>>;
  /** Null: nothing to do within `waitMs`. */
  claim(kinds: readonly Kind[], waitMs: number, signal: AbortSignal): Promise<Result<Claim | null, CallCode>>;
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
  finish(report: FinishReport, signal: AbortSignal): Promise<Result<FinishAnswer, CallCode>>;
  fail(report: FailReport, signal: AbortSignal): Promise<Result<null, CallCode>>;
  ghostPass(signal: AbortSignal): Promise<Result<{ token: string }, CallCode>>;
};

export function workerApi(place: ApiPlace): WorkerApi {
  const base = place.url.replace(/\/+$/u, '');
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
    hello: (report, signal) => call(post('/worker/hello', place.token, report, signal, 1), Nothing),
    // One try: the claim loop has its own backoff, and a repeated claim would take a second job.
    claim: (kinds, waitMs, signal) =>
      call(
        post('/worker/claim', place.token, { worker: place.worker, kinds, waitMs }, signal, 1, waitMs + POLL_MARGIN_MS),
        Claim.nullable(),
      ),
    job: (claim) => {
      const path = `/worker/jobs/${claim.job}`;
      const put = (tail: string, mime: string, data: Uint8Array<ArrayBuffer>, signal: AbortSignal, tries: number): Call => ({
        method: 'PUT',
        url: `${base}${path}/${tail}`,
        bearer: claim.pass,
        body: { type: mime, data },
        signal,
        timeoutMs: UPLOAD_MS,
        tries,
      });
      return {
        progress: (report, signal) => call(post(`${path}/progress`, claim.pass, report, signal, 2), Cancelled),
        signal: (waitMs, signal) =>
          call(
            {
              method: 'GET',
              url: `${base}${path}/signal?waitMs=${waitMs}`,
              bearer: claim.pass,
              signal,
              timeoutMs: waitMs + POLL_MARGIN_MS,
              tries: 1,
            },
            Cancelled,
          ),
        putMedia: (step, variant, mime, bytes, signal) => call(put(`media/${step}/${variant}`, mime, bytes, signal, 8), Uploaded),
        putPreview: (step, mime, bytes, signal) => call(put(`preview/${step}`, mime, bytes, signal, 1), Url),
        finish: (report, signal) => call(post(`${path}/finish`, claim.pass, report, signal, 10, UPLOAD_MS), FinishAnswer),
        fail: (report, signal) => call(post(`${path}/fail`, claim.pass, report, signal, 6), Nothing),
        ghostPass: (signal) => call(post(`${path}/pass`, claim.pass, {}, signal, 3), Token),
      };
    },
  };
}
