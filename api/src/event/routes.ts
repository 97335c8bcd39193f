import { Hono } from 'hono';
import { streamSSE, type SSEStreamingApi } from 'hono/streaming';
import type { ServerEvent } from '@oto/schema/contract/event';
import type { Db, Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import { callerOf, type ApiEnv } from '../http/env.ts';
import { openStream, type OpenStream } from './open-streams.ts';
import { Outlet, Outlets } from './stream.ts';

const HEARTBEAT_MS = 15_000;
/** A stream ends after this long and the browser resumes it: a revoked key does not listen for ever. */
const STREAM_MAX_MS = 900_000;
/** A reader that takes nothing for this long is let go; it resumes by id. */
const STALLED_MS = 30_000;
const STREAMS_PER_MEMBER = 10;
/** How soon a browser reconnects. */
const RETRY_MS = 1000;
/** The same when this process ends: spread, so that all who read here do not come to the others at once. */
const LEAVE_MS = { least: 500, most: 3000 } as const;

export type EventStreams = { readonly routes: Hono<ApiEnv>; readonly close: () => void };

/** GET /events. See contract/event. */
export async function eventRoutes(deps: Deps): Promise<EventStreams> {
  const outlets = new Outlets(deps.log);
  const unsubscribe = await deps.bus.subscribe('event', (payload) => outlets.notify(payload));
  const unsubscribeFlags = await deps.bus.subscribe('flag', () => outlets.tellAll({ type: 'flags', at: deps.now().toISOString() }));
  const routes = new Hono<ApiEnv>();

  routes.get('/events', describe('My events as they happen (text/event-stream), resumable by Last-Event-ID', 'events'), async (c) => {
    const { memberId, sessionId } = callerOf(c);
    if (outlets.countOf(memberId) >= STREAMS_PER_MEMBER) throw new ApiError('too_many_requests', { retryAfterSeconds: 30 });
    const after = await resumePoint(deps.db, memberId, c.req.header('last-event-id') ?? c.req.query('after'));
    const outlet = new Outlet(memberId, after);
    const open = await openStream(deps, memberId, sessionId);
    outlets.add(outlet);
    c.header('X-Accel-Buffering', 'no');
    return streamSSE(c, async (stream) => {
      stream.onAbort(() => outlets.remove(outlet));
      try {
        const hello: ServerEvent = { type: 'hello', at: deps.now().toISOString() };
        await withinTime(stream.writeSSE({ event: 'hello', data: JSON.stringify(hello), id: after.toString(), retry: RETRY_MS }));
        await pump(deps.db, outlet, stream, open);
        const wait = LEAVE_MS.least + Math.round(Math.random() * (LEAVE_MS.most - LEAVE_MS.least));
        if (outlets.ending) await withinTime(stream.write(`retry: ${wait}\n\n`));
      } catch (error) {
        deps.log.info({ err: error, member: memberId }, 'an event stream ended early');
        stream.abort();
      } finally {
        outlets.remove(outlet);
        await open.closed().catch((error: unknown) => deps.log.info({ err: error }, 'an event stream is still counted for a while'));
      }
    });
  });

  return {
    routes,
    close() {
      unsubscribe();
      unsubscribeFlags();
      outlets.closeAll();
    },
  };
}

async function pump(db: Db, outlet: Outlet, stream: SSEStreamingApi, open: OpenStream): Promise<void> {
  const until = performance.now() + STREAM_MAX_MS;
  while (!outlet.closed && performance.now() < until) {
    const messages = await outlet.next(db, HEARTBEAT_MS);
    if (outlet.closed) return;
    if (!(await open.refresh())) return;
    if (messages.length === 0) await withinTime(stream.write(': \n\n'));
    for (const { id, event } of messages) {
      if (outlet.closed) return;
      await withinTime(stream.writeSSE({ event: event.type, data: JSON.stringify(event), ...(id === undefined ? {} : { id }) }));
    }
  }
}

/** Where to go on: after the id the browser saw, or from now on when it saw none. An id of another database is not believed. */
async function resumePoint(db: Db, memberId: string, lastSeen: string | undefined): Promise<bigint> {
  const { newest } = await db
    .selectFrom('event')
    .select((eb) => eb.fn.max('id').as('newest'))
    .where('member_id', '=', memberId)
    .executeTakeFirstOrThrow();
  const end = BigInt(newest ?? 0);
  if (lastSeen === undefined || !/^\d{1,18}$/.test(lastSeen)) return end;
  const seen = BigInt(lastSeen);
  return seen < end ? seen : end;
}

async function withinTime(write: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const stalled = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the reader stalled')), STALLED_MS);
  });
  try {
    await Promise.race([write, stalled]);
  } finally {
    clearTimeout(timer);
  }
}
