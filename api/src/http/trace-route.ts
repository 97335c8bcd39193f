import { createMiddleware } from 'hono/factory';
import type { Tracing } from '@oto/schema/trace/tracing';
import type { ApiEnv } from './env.ts';
import { routeOf } from './route-of.ts';

/** Names the request's span by its route, and by the id that its log lines carry. */
export function traceRoute(tracing: Tracing) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    await next();
    tracing.route(c.req.method, routeOf(c), c.get('requestId'));
  });
}
