import { createMiddleware } from 'hono/factory';
import { sql } from 'kysely';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Deps } from '../deps.ts';
import type { ApiEnv } from '../http/env.ts';
import { routeOf } from '../http/route-of.ts';

/** Seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export type Metrics = {
  /** Counts a request by its route, never by its address. */
  readonly counting: ReturnType<typeof createMiddleware<ApiEnv>>;
  /** Prometheus' text format. */
  text(): Promise<string>;
  readonly contentType: string;
};

/** What operators watch: requests, their times, the database's connections, and what waits in it. */
export function makeMetrics({ db, pool, log }: Pick<Deps, 'db' | 'pool' | 'log'>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Counter({ name: 'oto_http_requests_total', help: 'Answers', labelNames: ['method', 'route', 'status'], registers });
  const seconds = new Histogram({
    name: 'oto_http_seconds',
    help: 'Time to an answer’s beginning',
    labelNames: ['method', 'route'],
    buckets: BUCKETS,
    registers,
  });
  const connections = new Gauge({
    name: 'oto_database_connections',
    help: 'Of this process, and requests that wait for one',
    labelNames: ['state'],
    registers: [],
    collect() {
      this.set({ state: 'open' }, pool.totalCount);
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'waiting' }, pool.waitingCount);
    },
  });
  const undone = new Gauge({
    name: 'oto_waiting',
    help: 'Jobs, facts for documents, mails and payment events that are not done yet, over all replicas',
    labelNames: ['what'],
    registers: [],
    async collect() {
      try {
        for (const { what, count } of await waiting(db)) this.set({ what }, Number(count));
      } catch (error) {
        this.reset();
        log.warn({ err: error }, 'what waits could not be counted');
      }
    },
  });
  for (const gauge of [connections, undone]) registry.registerMetric(gauge);
  return {
    counting: createMiddleware<ApiEnv>(async (c, next) => {
      const start = performance.now();
      await next();
      const route = routeOf(c);
      requests.inc({ method: c.req.method, route, status: c.res.status });
      seconds.observe({ method: c.req.method, route }, (performance.now() - start) / 1000);
    }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

async function waiting(db: Deps['db']): Promise<readonly { readonly what: string; readonly count: string }[]> {
  const { rows } = await sql<{ what: string; count: string }>`
    select 'job_' || s.state as what, count(j.id) as count
      from (values ('queued'), ('running')) s(state) left join job j on j.state = s.state group by s.state
    union all select 'fact', count(*) from outbox where delivered_at is null
    union all select 'mail', count(*) from mail where sent_at is null
    union all select 'payment_event', count(*) from stripe_event where handled_at is null`.execute(db);
  return rows;
}
