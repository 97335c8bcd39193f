import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { z } from 'zod';
import { WorkerLogs } from '@oto/schema/contract/log';
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

export type Upload = { readonly path: string; readonly mime: string; readonly bytes: number };

/** What the stand-in saw and how it behaves; tests read and set these. */
export type ApiState = {
  queue: Claim[];
  hellos: WorkerHello[];
  progress: ProgressReport[];
  uploads: Upload[];
  previews: number;
  /** Steps reported on the way, in order. */
  delivered: StepReport[];
  /** What GET answers, by the end of the path: `inputs/0`, `steps/0/main`. */
  files: Map<string, Uint8Array>;
  finishes: FinishReport[];
  fails: FailReport[];
  passes: number;
  /** What each claim asked for. */
  claims: z.infer<typeof ClaimRequest>[];
  /** Jobs whose person has cancelled. */
  cancelled: Set<string>;
  /** Jobs handed to another attempt: every route answers 409 stale_attempt. */
  stale: Set<string>;
  /** Requests to break before answering: the socket is cut. Counts down per path ending. */
  breaks: Map<string, number>;
  pin: FinishAnswer['pin'];
  /** Of the log, as handed in. */
  lines: z.infer<typeof WorkerLogs>['lines'];
  /** Messages that broke the contract. */
  violations: string[];
};

export type ApiStandIn = {
  readonly state: ApiState;
  readonly url: string;
  stop(): Promise<void>;
  start(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

const TOKEN = 'stand-in-token';
export const API_TOKEN = TOKEN;

/** A stand-in for the api's worker routes, parsing every body with the shared contract. It can stop and start again on its port. */
export async function apiStandIn(): Promise<ApiStandIn> {
  const state: ApiState = {
    queue: [],
    hellos: [],
    progress: [],
    uploads: [],
    previews: 0,
    delivered: [],
    files: new Map(),
    finishes: [],
    fails: [],
    passes: 0,
    claims: [],
    cancelled: new Set(),
    stale: new Set(),
    breaks: new Map(),
    pin: undefined,
    lines: [],
    violations: [],
  };
  let server: Server | null = null;
  let port = 0;
  const start = async (): Promise<void> => {
    server = createServer((request, response) => {
      serve(state, request, response).catch((thrown: unknown) => {
        state.violations.push(String(thrown));
        response.writeHead(400).end();
      });
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  };
  const stop = async (): Promise<void> => {
    if (!server) return;
    const closing = once(server, 'close');
    server.closeAllConnections();
    server.close();
    server = null;
    await closing;
  };
  await start();
  return { state, url: `http://127.0.0.1:${port}`, start, stop, [Symbol.asyncDispose]: stop };
}

async function serve(state: ApiState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://stand-in');
  const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>));
  const json = (value: unknown, status = 200): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
  for (const [ending, left] of state.breaks) {
    if (!url.pathname.endsWith(ending) || left <= 0) continue;
    state.breaks.set(ending, left - 1);
    response.destroy();
    return;
  }
  const bearer = (request.headers.authorization ?? '').replace('Bearer ', '');
  if (['/worker/hello', '/worker/claim', '/worker/logs'].includes(url.pathname)) {
    if (bearer !== TOKEN) return json({ error: { code: 'bad_credential', message: '', requestId: '' } }, 401);
    if (url.pathname === '/worker/logs') {
      state.lines.push(...WorkerLogs.parse(JSON.parse(body.toString())).lines);
      response.writeHead(204).end();
      return;
    }
    if (url.pathname === '/worker/hello') {
      state.hellos.push(WorkerHello.parse(JSON.parse(body.toString())));
      response.writeHead(204).end();
      return;
    }
    const wanted = ClaimRequest.parse(JSON.parse(body.toString()));
    state.claims.push(wanted);
    const fits = (one: Claim): boolean => wanted.engines?.includes(one.steps.find((step) => !step.delivered)?.engine ?? '') ?? true;
    const over = (): boolean => state.claims.at(-1) !== wanted || state.hellos.at(-1)?.draining === true;
    const claim = await until(() => state.queue.find(fits) ?? (over() ? null : undefined), Math.min(wanted.waitMs, 400), response);
    if (!claim) return void response.writeHead(204).end();
    state.queue = state.queue.filter((one) => one !== claim);
    return json(Claim.parse(claim));
  }
  const match = /^\/worker\/jobs\/([A-Za-z0-9_-]{22})\/(.+)$/u.exec(url.pathname);
  const [job = '', tail = ''] = [match?.[1], match?.[2]];
  if (bearer !== `pass-${job}`) return json({ error: { code: 'bad_credential', message: '', requestId: '' } }, 401);
  if (state.stale.has(job)) return json({ error: { code: 'stale_attempt', message: '', requestId: '' } }, 409);
  const cancelled = state.cancelled.has(job);
  if (tail === 'progress') {
    state.progress.push(ProgressReport.parse(JSON.parse(body.toString())));
    return json({ cancelled, leaseUntil: new Date(Date.now() + 30_000).toISOString() });
  }
  if (tail === 'signal') {
    await until(
      () => state.cancelled.has(job) || state.stale.has(job) || undefined,
      Math.min(Number(url.searchParams.get('waitMs')), 2000),
      response,
    );
    if (state.stale.has(job)) return json({ error: { code: 'stale_attempt', message: '', requestId: '' } }, 409);
    return json({ cancelled: state.cancelled.has(job) });
  }
  if (tail.startsWith('media/') || tail.startsWith('preview/')) {
    if (tail.startsWith('preview/')) {
      state.previews += 1;
      return json({ url: `/preview/${job}/${state.previews}` });
    }
    state.uploads.push({ path: tail, mime: request.headers['content-type'] ?? '', bytes: body.length });
    return json({ sha256: createHash('sha256').update(body).digest('hex'), bytes: body.length });
  }
  if (request.method === 'GET' && tail !== 'signal') {
    const file = state.files.get(tail);
    if (!file) return json({ error: { code: 'not_found', message: '', requestId: '' } }, 404);
    response.writeHead(200).end(file);
    return;
  }
  if (tail.startsWith('steps/')) {
    state.delivered.push(StepReport.parse(JSON.parse(body.toString())));
    response.writeHead(204).end();
    return;
  }
  if (tail === 'finish') {
    state.finishes.push(FinishReport.parse(JSON.parse(body.toString())));
    return json(FinishAnswer.parse({ creation: job, pin: state.pin }));
  }
  if (tail === 'fail') {
    state.fails.push(FailReport.parse(JSON.parse(body.toString())));
    return json({ state: 'failed' });
  }
  if (tail === 'pass') {
    state.passes += 1;
    return json({ token: 'fresh-pass' });
  }
  return json({ error: { code: 'not_found', message: '', requestId: '' } }, 404);
}

/** Long poll: the first value, or undefined at the end of the wait or when the caller leaves. */
async function until<T>(look: () => T | undefined, waitMs: number, response: ServerResponse): Promise<T | undefined> {
  const end = Date.now() + waitMs;
  for (;;) {
    const value = look();
    if (value !== undefined || Date.now() >= end || response.destroyed) return value;
    const tick = Promise.withResolvers<void>();
    setTimeout(tick.resolve, 5);
    await tick.promise;
  }
}
