import { Hono } from 'hono';
import type { Metrics } from './metrics.ts';

/** GET /metrics and nothing else: for a port of its own that is published nowhere. */
export function metricsApp(metrics: Metrics): Hono {
  const app = new Hono();
  app.get('/metrics', async (c) => c.body(await metrics.text(), 200, { 'Content-Type': metrics.contentType, 'Cache-Control': 'no-store' }));
  return app;
}
