import { createMiddleware } from 'hono/factory';
import type pg from 'pg';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { ApiError } from './api-error.ts';
import { addressKey } from './client-address.ts';
import type { ApiEnv } from './env.ts';
import { isBoardRead, isProgramPath, STRIPE_WEBHOOK } from './paths.ts';

/** Requests a minute. General traffic is counted by each replica: what it bounds is that replica's work. */
export const PER_MINUTE = { member: 300, anonymous: 60, boardReads: 3000, flood: 6000 } as const;

/** Before anything is looked up: no address may make us search credentials without end. */
export function floodLimit(factor: number) {
  const flood = perMinute('flood', PER_MINUTE.flood * factor);
  return createMiddleware<ApiEnv>(async (c, next) => {
    await consume(flood, addressKey(c.get('ip')));
    await next();
  });
}

/** After the caller is known. The worker has its own credential and polls, Stripe signs what it sends; pages and files are not counted. */
export function generalLimit(factor: number) {
  const member = perMinute('member', PER_MINUTE.member * factor);
  const anonymous = perMinute('anonymous', PER_MINUTE.anonymous * factor);
  const boardReads = perMinute('board', PER_MINUTE.boardReads * factor);
  return createMiddleware<ApiEnv>(async (c, next) => {
    const path = c.req.path;
    if (isProgramPath(path) && !path.startsWith('/worker/') && path !== '/healthz' && path !== STRIPE_WEBHOOK) {
      const memberId = c.get('caller')?.memberId;
      const key = memberId ?? addressKey(c.get('ip'));
      if (isBoardRead(c.req.method, path)) await consume(boardReads, key);
      else await consume(memberId === undefined ? anonymous : member, key);
    }
    await next();
  });
}

function perMinute(keyPrefix: string, points: number): RateLimiterMemory {
  return new RateLimiterMemory({ keyPrefix, points, duration: 60 });
}

/** So many points in so many seconds, counted in PostgreSQL: together on all replicas, and across restarts. */
export function sharedLimit(pool: pg.Pool, keyPrefix: string, points: number, seconds: number): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'pool',
    tableName: 'rate_limit',
    tableCreated: true,
    keyPrefix,
    points,
    duration: seconds,
  });
}

/** Takes one point, or throws too_many_requests with the wait. */
export async function consume(limiter: { consume(key: string): Promise<unknown> }, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new ApiError('too_many_requests', { retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) });
  }
}
