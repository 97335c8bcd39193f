import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { entityTag } from './entity-tag.ts';
import type { ApiEnv } from './env.ts';
import { isBoardRead } from './paths.ts';

/** An answer that calls itself public is told again for as long as it says, and no longer than this. */
const KEPT_MS = 5000;
const ANSWER_MAX = 256 * 1024;
const BYTES_MAX = 32 * 1024 * 1024;

/** What an entry takes beside its body and its key, roughly: its headers and its place. */
const ENTRY_BYTES = 2048;
/** A longer question is not worth keeping: the board asks none. */
const KEY_MAX = 8192;

type Answer = { readonly body: ArrayBuffer; readonly headers: Headers; readonly until: number };

/**
 * What visitors read of the board is read once for all who ask at the same time and shortly after: only whole answers
 * of success that say `public` and how long, as any cache between us might do. Members are always answered anew.
 */
export function publicCache(now: () => number = () => performance.now(), bytesMax: number = BYTES_MAX) {
  const kept = new Map<string, Answer>();
  const asked = new Map<string, Promise<Answer | null>>();
  let bytes = 0;

  const sizeOf = (key: string, { body }: Answer) => body.byteLength + 2 * key.length + ENTRY_BYTES;
  const drop = (key: string) => {
    const answer = kept.get(key);
    if (answer) bytes -= sizeOf(key, answer);
    kept.delete(key);
  };
  // Oldest first: those that have served go, then whatever is too much.
  const keep = (key: string, answer: Answer) => {
    drop(key);
    kept.set(key, answer);
    bytes += sizeOf(key, answer);
    for (const [oldest, { until }] of kept) {
      if (bytes <= bytesMax && until > now()) break;
      drop(oldest);
    }
  };

  return createMiddleware<ApiEnv>(async (c, next) => {
    if (!mayShare(c)) return next();
    const { pathname, search } = new URL(c.req.url);
    const key = `${pathname}${search} ${c.req.header('accept') ?? ''}`;
    if (key.length > KEY_MAX) return next();
    const known = kept.get(key);
    if (known && known.until > now()) return tell(c, known);
    const pending = asked.get(key);
    const other = pending === undefined ? null : await pending;
    if (other && other.until > now()) return tell(c, other);
    const mine = Promise.withResolvers<Answer | null>();
    asked.set(key, mine.promise);
    let answer: Answer | null = null;
    try {
      await next();
      answer = await sharable(c, now());
      if (answer) keep(key, answer);
    } finally {
      if (asked.get(key) === mine.promise) asked.delete(key);
      mine.resolve(answer);
    }
    return undefined;
  });
}

/** A part of a file is between two alone. */
function mayShare(c: Context<ApiEnv>): boolean {
  if (c.req.method !== 'GET' || c.get('caller') !== null || c.req.header('authorization') !== undefined) return false;
  if (c.req.header('range') !== undefined) return false;
  return isBoardRead(c.req.method, c.req.path) || /^\/api\/(creations\/[\w-]{22}|plots\/-?\d+\/-?\d+)$/.test(c.req.path);
}

/** The answer just made, read to its end; null when it is not for everybody, or large. */
async function sharable(c: Context<ApiEnv>, at: number): Promise<Answer | null> {
  const { res } = c;
  const age = /^public,.*maxage=(\d+)|^public,.*max-age=(\d+)/
    .exec(res.headers.get('cache-control') ?? '')
    ?.slice(1)
    .find((part) => part !== undefined);
  if (res.status !== 200 || age === undefined || res.headers.has('set-cookie')) return null;
  if (Number(res.headers.get('content-length') ?? 0) > ANSWER_MAX) return null;
  const body = await res.arrayBuffer();
  const headers = new Headers(res.headers);
  // Known once for all who are told it.
  if (!headers.has('ETag')) headers.set('ETag', entityTag(new Uint8Array(body)));
  c.res = undefined;
  c.res = new Response(body, { status: 200, headers });
  if (body.byteLength > ANSWER_MAX) return null;
  const shared = new Headers(headers);
  for (const name of PER_REQUEST) shared.delete(name);
  return { body, headers: shared, until: at + Math.min(Number(age) * 1000, KEPT_MS) };
}

function tell(c: Context<ApiEnv>, { body, headers }: Answer): Response {
  for (const [name, value] of headers) c.header(name, value);
  return c.body(body);
}

/** Set by the layers around for each answer: what one asker was told of themselves is told to no other. */
const PER_REQUEST = ['x-request-id', 'access-control-allow-origin', 'access-control-allow-credentials'] as const;
