import { setTimeout as sleep } from 'node:timers/promises';
import { endOnBug } from '@oto/schema/log/end-on-bug';
import { LogSink } from '@oto/schema/log/log-sink';
import { serveMetrics } from '@oto/schema/metric/serve';
import { noTracing } from '@oto/schema/trace/tracing';
import { CENSORING } from '@oto/schema/log/censor';
import { pino } from 'pino';
import { workerApi } from './api/client.ts';
import { readConfig, type Config } from './config.ts';
import { enginesOf } from './engine/installed.ts';
import { registryOf } from './engine/registry.ts';
import { runJob } from './job/run.ts';
import { makeMetrics } from './metric/metrics.ts';
import { watchedApi } from './metric/watched-api.ts';
import { serveClaims } from './queue/claims.ts';
import { helloReport, keepSayingHello } from './queue/hello.ts';
import { roomOf } from './queue/room.ts';

/** How long an api that hands out claims may take to hear that the worker drains. */
const UNHEARD_MS = 3000;
/** How long the api may take to hear why the worker ends. */
const TELL_MS = 3000;

const config = configured();
const kept = new LogSink({ service: 'gpu-worker', replica: config.worker });
const log = pino(
  {
    level: config.logLevel,
    base: { service: 'gpu-worker', worker: config.worker },
    ...CENSORING,
  },
  pino.multistream([
    { level: 'trace', stream: pino.destination(1) },
    { level: 'trace', stream: kept },
  ]),
);
const tracing = config.traceRatio === null ? noTracing : (await import('./trace/start.ts')).startTracing(config.worker, config.traceRatio);
const plainApi = workerApi({ url: config.apiUrl, token: config.token, worker: config.worker });
kept.begin(async (lines) => {
  const told = await plainApi.logs(lines);
  if (!told.ok) throw new Error(told.code);
});
/** The lease gives its jobs to another. */
endOnBug(log, () => Promise.race([kept.close(), sleep(TELL_MS)]));

const installed = enginesOf(config);
const engines = registryOf(installed.all.filter(({ kind }) => config.kindLimits.get(kind) !== 0));
const room = roomOf(engines, config.kindLimits);
const { registry, watch } = makeMetrics(engines, room);
const api = watchedApi(plainApi, watch);
const figures =
  config.metrics && (await serveMetrics({ metrics: () => registry.metrics(), contentType: registry.contentType }, config.metrics));

const stopClaiming = new AbortController();
const cutClaims = new AbortController();
const stopHello = new AbortController();
const drain = new AbortController();

for (const name of ['SIGTERM', 'SIGINT'] as const) {
  process.on(name, () => {
    if (stopClaiming.signal.aborted) return;
    log.info({ signal: name }, 'draining');
    stopClaiming.abort();
    setTimeout(() => cutClaims.abort(), UNHEARD_MS).unref();
    setTimeout(() => drain.abort(), config.drainMs).unref();
  });
}

log.info({ engines: engines.all.map((engine) => engine.id), concurrency: config.concurrency }, 'worker up');
const offer = {
  instance: api.instance,
  concurrency: config.concurrency,
  limits: config.kindLimits,
  draining: () => stopClaiming.signal.aborted,
};
const report = async () => {
  const hello = await helloReport(config.worker, engines, offer);
  for (const engine of hello.engines) watch.health(engine.id, engine.healthy);
  return hello;
};
const hello = keepSayingHello(api, report, log, stopHello.signal, stopClaiming.signal);
await serveClaims(
  {
    api,
    concurrency: config.concurrency,
    room,
    run: async (claim) => {
      const { requestId, traceparent } = claim.origin ?? {};
      const own = requestId === undefined ? log : log.child({ requestId });
      const setting = { api, engines, room, collabUrl: config.collabUrl, log: own, watch, tracing, drain: drain.signal };
      try {
        const about = { 'oto.job': claim.job, 'oto.kind': claim.kind, 'oto.attempt': claim.attempt };
        const outcome = await tracing.around('job', about, () => runJob(claim, setting), traceparent);
        watch.job(outcome);
        own.info({ job: claim.job, attempt: claim.attempt, outcome }, 'job over');
      } catch (thrown) {
        watch.job('lost');
        // The disk or a bug: the lease gives the job back.
        own.error({ job: claim.job, attempt: claim.attempt, error: thrown instanceof Error ? thrown.message : 'unknown' }, 'job lost');
      }
    },
    log,
  },
  stopClaiming.signal,
  cutClaims.signal,
);
stopHello.abort();
await hello;
await engines.close();
log.info({}, 'worker down');
await tracing.close();
await figures?.close();
await kept.close();

/** Said in words, and before there is a log. */
function configured(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
