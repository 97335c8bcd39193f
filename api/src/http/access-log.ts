import { createMiddleware } from 'hono/factory';
import type { Logger } from 'pino';
import type { ApiEnv } from './env.ts';
import { guardOf } from './guard.ts';
import { routeOf } from './route-of.ts';

/** One line a request: never its query, headers or body; where it comes from only where the guard counts. */
export function accessLog(log: Logger) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const start = performance.now();
    await next();
    const status = c.res.status;
    const guard = guardOf(c.req.method, c.req.path, routeOf(c), status);
    const line = {
      // First, before anything that somebody outside has chosen: the guard reads from the left.
      ...(guard === null ? {} : { guard, ip: c.get('ip') }),
      requestId: c.get('requestId'),
      method: c.req.method,
      path: c.req.path,
      status,
      ms: Math.round(performance.now() - start),
      member: c.get('caller')?.memberId,
    };
    if (status >= 500) log.error(line, 'request failed');
    else log.info(line, 'request');
  });
}
