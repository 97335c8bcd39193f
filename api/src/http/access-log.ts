import { createMiddleware } from 'hono/factory';
import type { Logger } from 'pino';
import type { ApiEnv } from './env.ts';

/** One line a request: never its query, headers or body. */
export function accessLog(log: Logger) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const start = performance.now();
    await next();
    const status = c.res.status;
    const line = {
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
