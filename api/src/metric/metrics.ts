import { createMiddleware } from 'hono/factory';
import { Counter, Gauge, Histogram } from 'prom-client';
import { processRegistry } from '@oto/schema/metric/process';
import type { Deps } from '../deps.ts';
import type { ApiEnv } from '../http/env.ts';
import { routeOf } from '../http/route-of.ts';
import { watchBooks } from './books.ts';
import { readState, type State } from './state.ts';

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
export function makeMetrics({ db, pool, log, now }: Pick<Deps, 'db' | 'pool' | 'log' | 'now'>): Metrics {
  const registry = processRegistry();
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
  const state = readOnce(() => readState({ db, now }));
  const books = watchBooks({ db, now, log });
  /** A gauge of what the database says; told of nothing while it says nothing. */
  const asked = (name: string, help: string, label: string | null, tell: (gauge: Gauge, found: State) => void) =>
    new Gauge({
      name,
      help,
      labelNames: label === null ? [] : [label],
      registers: [],
      async collect() {
        this.reset();
        if (label === null) this.remove();
        try {
          tell(this, await state());
        } catch (error) {
          log.warn({ err: error, figure: name }, 'a figure could not be read');
        }
      },
    });
  const standing = [
    new Gauge({
      name: 'oto_database_up',
      help: '1 when PostgreSQL answers this process',
      registers: [],
      async collect() {
        const answers = await state().then(
          () => true,
          () => false,
        );
        this.set(answers ? 1 : 0);
      },
    }),
    asked('oto_waiting', 'What is not done yet, over all replicas', 'what', (gauge, found) => {
      for (const { what, count } of found.waiting) gauge.set({ what }, count);
    }),
    asked('oto_oldest_seconds', 'Age of the oldest of what is not done yet; 0 where nothing waits', 'what', (gauge, found) => {
      for (const { what, seconds } of found.oldest) gauge.set({ what }, seconds);
    }),
    asked('oto_members', 'Accounts', null, (gauge, { people }) => gauge.set(people.members)),
    asked('oto_event_streams', 'Open event streams, over all replicas', null, (gauge, { people }) => gauge.set(people.streams)),
    asked('oto_members_looking', 'Members who have the board open', null, (gauge, { people }) => gauge.set(people.lookingMembers)),
    asked('oto_engine_healthy', '1 when a worker seen lately has this engine and it is well', 'engine', (gauge, { engines }) => {
      for (const { id, healthy } of engines) gauge.set({ engine: id }, healthy ? 1 : 0);
    }),
    new Gauge({
      name: 'oto_ledger_drift_tokens',
      help: 'What the trial balance differs from 0 by, at most five minutes ago',
      registers: [],
      collect() {
        const found = books();
        if (found) this.set(found.drift);
        else this.remove();
      },
    }),
    new Gauge({
      name: 'oto_ledger_faults',
      help: 'Laws of the ledger that did not hold at the last trial balance',
      registers: [],
      collect() {
        const found = books();
        if (found) this.set(found.faults);
        else this.remove();
      },
    }),
  ];
  for (const gauge of [connections, ...standing]) registry.registerMetric(gauge);
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

/** One scrape reads several gauges at a time: they share one answer. */
function readOnce<T>(read: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  return () =>
    (running ??= read().finally(() => {
      running = null;
    }));
}
