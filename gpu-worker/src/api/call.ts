import { err, ok, type Result } from '@oto/schema/base/result';
import { REQUEST_ID_HEADER } from '@oto/schema/contract/request-id';
import type { z } from 'zod';
import { backoffMs, pause } from './backoff.ts';

/** `stale`: the job is another worker's now. `refused`: repeating is useless. `away`: no answer in time. `stopped`: our signal. */
export type CallCode = 'stale' | 'refused' | 'away' | 'stopped';

export type Call = {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly bearer: string;
  /** Of the request that asked for the job. */
  readonly requestId?: string | undefined;
  readonly body?: { readonly type: string; readonly data: string | Uint8Array<ArrayBuffer> };
  readonly signal: AbortSignal;
  /** Milliseconds one try may take. */
  readonly timeoutMs: number;
  /** Tries in all; every worker route is idempotent, so repeating is safe. */
  readonly tries: number;
  readonly random?: () => number;
};

/**
 * One request with retries on network errors, 5xx and 429. 204 parses as null.
 * A 401 is final: job passes live as long as their job.
 */
export async function call<T>(request: Call, shape: z.ZodType<T>): Promise<Result<T, CallCode>> {
  return repeated(request, async (response) => {
    const text = await response.text();
    const parsed = shape.safeParse(text === '' ? null : readJson(text));
    return parsed.success ? ok(parsed.data) : err('refused', `answer out of contract: ${parsed.error.issues[0]?.path.join('.') ?? ''}`);
  });
}

/** The same for a file. */
export async function download(request: Call): Promise<Result<Uint8Array<ArrayBuffer>, CallCode>> {
  return repeated(request, async (response) => ok(new Uint8Array(await response.arrayBuffer())));
}

async function repeated<T>(request: Call, read: (response: Response) => Promise<Result<T, CallCode>>): Promise<Result<T, CallCode>> {
  let last = 'no try made';
  for (let attempt = 0; attempt < request.tries; attempt++) {
    if (attempt > 0 && !(await pause(backoffMs(attempt, request.random ?? Math.random), request.signal))) return err('stopped');
    if (request.signal.aborted) return err('stopped');
    try {
      const response = await fetch(request.url, {
        method: request.method,
        headers: {
          authorization: `Bearer ${request.bearer}`,
          ...(request.body ? { 'content-type': request.body.type } : {}),
          ...(request.requestId === undefined ? {} : { [REQUEST_ID_HEADER]: request.requestId }),
        },
        body: request.body?.data ?? null,
        signal: AbortSignal.any([request.signal, AbortSignal.timeout(request.timeoutMs)]),
      });
      if (response.ok) return await read(response);
      const code = codeOf(await response.text());
      last = `${response.status} ${code}`;
      if (response.status === 409 && code === 'stale_attempt') return err('stale');
      if (response.status < 500 && response.status !== 429 && response.status !== 408) return err('refused', last);
    } catch (thrown) {
      if (request.signal.aborted) return err('stopped');
      last = thrown instanceof Error ? thrown.message : String(thrown);
    }
  }
  return err('away', last);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function codeOf(text: string): string {
  const body = readJson(text);
  if (typeof body !== 'object' || body === null || !('error' in body)) return '';
  const { error } = body;
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
