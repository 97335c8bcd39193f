import { LogSink } from '@oto/schema/log/log-sink';
import { CENSORED, REDACTED_PATHS } from '@oto/schema/log/scrub';
import { pino } from 'pino';
import { workerApi } from './api/client.ts';
import { readConfig } from './config.ts';
import { enginesOf } from './engine/installed.ts';
import { registryOf } from './engine/registry.ts';
import { runJob } from './job/run.ts';
import { serveClaims } from './queue/claims.ts';
import { helloReport, keepSayingHello } from './queue/hello.ts';
import { roomOf } from './queue/room.ts';

/** How long an api that hands out claims may take to hear that the worker drains. */
const UNHEARD_MS = 3000;

const config = readConfig(process.env);
const kept = new LogSink({ service: 'gpu-worker', replica: config.worker });
const log = pino(
  {
    level: config.logLevel,
    base: { service: 'gpu-worker', worker: config.worker },
    redact: { paths: [...REDACTED_PATHS], censor: CENSORED },
  },
  pino.multistream([
    { level: 'trace', stream: pino.destination(1) },
    { level: 'trace', stream: kept },
  ]),
);
const api = workerApi({ url: config.apiUrl, token: config.token, worker: config.worker });
kept.begin(async (lines) => {
  const told = await api.logs(lines);
  if (!told.ok) throw new Error(told.code);
});
const installed = enginesOf(config);
const engines = registryOf(installed.all.filter(({ kind }) => config.kindLimits.get(kind) !== 0));
const room = roomOf(engines, config.kindLimits);

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
const report = () => helloReport(config.worker, engines, offer);
const hello = keepSayingHello(api, report, log, stopHello.signal, stopClaiming.signal);
await serveClaims(
  {
    api,
    concurrency: config.concurrency,
    room,
    run: async (claim) => {
      try {
        const outcome = await runJob(claim, { api, engines, room, collabUrl: config.collabUrl, log, drain: drain.signal });
        log.info({ job: claim.job, attempt: claim.attempt, outcome }, 'job over');
      } catch (thrown) {
        // The disk or a bug: the lease gives the job back.
        log.error({ job: claim.job, attempt: claim.attempt, error: thrown instanceof Error ? thrown.message : 'unknown' }, 'job lost');
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
await kept.close();
