import { pino } from 'pino';
import { workerApi } from './api/client.ts';
import { readConfig } from './config.ts';
import { enginesOf } from './engine/installed.ts';
import { runJob } from './job/run.ts';
import { serveClaims } from './queue/claims.ts';
import { keepSayingHello } from './queue/hello.ts';

/** What running jobs get to end by themselves before they are handed back. */
const DRAIN_MS = 20_000;

const config = readConfig(process.env);
const log = pino({ level: config.logLevel, base: { service: 'gpu-worker', worker: config.worker } });
const api = workerApi({ url: config.apiUrl, token: config.token, worker: config.worker });
const engines = enginesOf(config);

const stopClaiming = new AbortController();
const stopHello = new AbortController();
const drain = new AbortController();

for (const name of ['SIGTERM', 'SIGINT'] as const) {
  process.on(name, () => {
    if (stopClaiming.signal.aborted) return;
    log.info({ signal: name }, 'draining');
    stopClaiming.abort();
    setTimeout(() => drain.abort(), DRAIN_MS).unref();
  });
}

log.info({ engines: engines.all.map((engine) => engine.id), concurrency: config.concurrency }, 'worker up');
const hello = keepSayingHello(api, config.worker, engines, log, stopHello.signal);
await serveClaims(
  {
    api,
    concurrency: config.concurrency,
    kinds: async () => {
      const healthy = await Promise.all(
        engines.all.map(async (engine) => ((await engine.health().catch(() => ({ healthy: false }))).healthy ? engine.kind : null)),
      );
      return [...new Set(healthy.filter((kind) => kind !== null))];
    },
    run: async (claim) => {
      try {
        const outcome = await runJob(claim, { api, engines, collabUrl: config.collabUrl, log, drain: drain.signal });
        log.info({ job: claim.job, attempt: claim.attempt, outcome }, 'job over');
      } catch (thrown) {
        // The disk or a bug: the lease gives the job back.
        log.error({ job: claim.job, attempt: claim.attempt, error: thrown instanceof Error ? thrown.message : 'unknown' }, 'job lost');
      }
    },
    log,
  },
  stopClaiming.signal,
);
stopHello.abort();
await hello;
log.info({}, 'worker down');
