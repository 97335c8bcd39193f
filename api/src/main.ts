import { hostname } from 'node:os';
import { Kysely, PostgresDialect } from 'kysely';
import { keepLog } from '@oto/schema/db/keep-log';
import { discarding } from '@oto/schema/db/discarding';
import type { Tables } from '@oto/schema/db/tables';
import { LogSink } from '@oto/schema/log/log-sink';
import { noTracing } from '@oto/schema/trace/tracing';
import { startChores } from './chore/start.ts';
import { readConfig } from './config.ts';
import { startBus } from './database/bus.ts';
import { makePool } from './database/pool.ts';
import type { Deps } from './deps.ts';
import { makeApp } from './http/app.ts';
import { listen } from './http/listen.ts';
import { makeLogger, toAll } from './http/logger.ts';
import { startModeration } from './moderation/moderation.ts';
import { startPost } from './mail/start-post.ts';
import { metricsApp } from './metric/serve.ts';
import { makeMailSender } from './notification/mail-sender.ts';
import { makeWays, startDelivery } from './notification/start-delivery.ts';
import { makeSigner } from './pass/signer.ts';
import { startPayments } from './payment/payments.ts';
import { postBy } from './payment/test-desk/post.ts';
import { startStatus } from './status/start-status.ts';
import { startWaves } from './wave/start-waves.ts';
import { startWebhooks } from './webhook/start-webhooks.ts';

const config = readConfig(process.env);
const replica = `api-${hostname()}-${process.pid}`;
const tracing = config.traceRatio === null ? noTracing : (await import('./trace/start.ts')).startTracing(replica, config.traceRatio);
const kept = new LogSink({ service: 'api', replica });
const log = makeLogger(config.logLevel, toAll(kept, config.guardLog));
process.on('unhandledRejection', (error) => log.error({ err: error }, 'a rejection nobody handled'));
process.on('uncaughtExceptionMonitor', (error) => log.fatal({ err: error }, 'bug: the process ends'));

const pool = makePool(config.databaseUrl, (error) => log.warn({ err: error }, 'a database connection was lost'));
const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: discarding(pool) }) });
kept.begin((lines) => keepLog(db, lines));
const bus = await startBus(config.databaseUrl, log);
const moderation = await startModeration(db, bus, config, log);
const deps: Deps = {
  db,
  pool,
  config,
  log,
  bus,
  moderation,
  payments: await startPayments(config, db),
  tracing,
  signer: await makeSigner(config.signingKey, config.retiredKeys),
  now: () => new Date(),
};

const app = await makeApp(deps);
const chores = await startChores(deps);
const delivery = await startDelivery(deps, makeWays(config));
const post = await startPost(deps, config.mail && makeMailSender(config.mail));
const waves = await startWaves(deps);
const webhooks = await startWebhooks(deps);
const status = startStatus(deps);

const server = await listen(app.hono.fetch, config);
log.info({ host: config.host, port: server.port, publicUrl: config.publicUrl }, 'listening');
deps.payments.desk?.postTo(postBy(fetch, `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${server.port}`));
const figures =
  config.metricsPort === null ? null : await listen(metricsApp(app.metrics).fetch, { host: config.host, port: config.metricsPort });

let stopping = false;
async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, 'stopping');
  const closed = server.close();
  app.close();
  await Promise.all([closed, figures?.close(), chores.stop(), delivery.stop(), post.stop(), waves.stop(), webhooks.stop(), status.stop()]);
  await deps.payments.close();
  moderation.close();
  await bus.close();
  log.info('stopped');
  await tracing.close();
  await kept.close();
  await db.destroy();
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
