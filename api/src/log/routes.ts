import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { LogLines, LogQuery, WorkerLogs } from '@oto/schema/contract/log';
import { keepLog } from '@oto/schema/db/keep-log';
import { cleanLine } from '@oto/schema/log/read-line';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import { requireOperator, type ApiEnv } from '../http/env.ts';
import { json, query } from '../http/validate.ts';
import { requireWorker } from '../worker/credential.ts';
import { followLog } from './follow-log.ts';
import { linesBefore } from './read-log.ts';

/** Of this replica. */
const STREAMS_MAX = 20;
const LINE_ID = /^\d{1,18}$/;

export type LogStreams = { readonly routes: Hono<ApiEnv>; readonly close: () => void };

/** GET /api/operator/logs, as JSON or as a stream that goes on; POST /worker/logs. See contract/log. */
export function logRoutes(deps: Deps): LogStreams {
  const closing = new AbortController();
  let streams = 0;
  const routes = new Hono<ApiEnv>()
    .get(
      '/api/operator/logs',
      describe('What the servers write, newest first; live as text/event-stream', 'operator', LogLines),
      query(LogQuery),
      async (c) => {
        requireOperator(c);
        c.header('Cache-Control', 'no-store');
        const { before, ...wanted } = c.req.valid('query');
        if (!(c.req.header('accept') ?? '').includes('text/event-stream')) {
          return c.json({ lines: await linesBefore(deps.db, wanted, before) });
        }
        if (streams >= STREAMS_MAX) throw new ApiError('too_many_requests', { retryAfterSeconds: 30 });
        streams++;
        c.header('X-Accel-Buffering', 'no');
        const seen = c.req.header('last-event-id');
        return streamSSE(c, async (stream) => {
          const gone = new AbortController();
          stream.onAbort(() => gone.abort());
          try {
            const signal = AbortSignal.any([closing.signal, gone.signal]);
            await followLog(deps.db, stream, wanted, seen !== undefined && LINE_ID.test(seen) ? seen : undefined, signal);
          } catch (error) {
            deps.log.warn({ err: error }, 'a stream of the log ended early');
            stream.abort();
          } finally {
            streams--;
          }
        });
      },
    )
    .post('/worker/logs', describe('Lines of a worker’s log', 'worker'), json(WorkerLogs), async (c) => {
      requireWorker(c, deps.config.workerToken);
      const { lines } = c.req.valid('json');
      await keepLog(
        deps.db,
        lines.map((line) => cleanLine({ ...line, service: 'gpu-worker' })),
      );
      return c.body(null, 204);
    });
  return { routes, close: () => closing.abort() };
}
