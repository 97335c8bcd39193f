import { serve, type ServerType } from '@hono/node-server';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Tables } from '@oto/schema/db/tables';
import { startChores } from './chore/start.ts';
import { readConfig } from './config.ts';
import { startBus } from './database/bus.ts';
import type { Deps } from './deps.ts';
import { makeApp } from './http/app.ts';
import { makeLogger } from './http/logger.ts';
import { startModeration } from './moderation/moderation.ts';
import { startPost } from './mail/start-post.ts';
import { makeMailSender } from './notification/mail-sender.ts';
import { makeWays, startDelivery } from './notification/start-delivery.ts';
import { makeSigner } from './pass/signer.ts';
import { startPayments } from './payment/payments.ts';
import { postBy } from './payment/test-desk/post.ts';

/** Connections of one api process; the bus has one more. */
const POOL_MAX = 20;
/** Requests under way get this long after SIGTERM. */
const DRAIN_MS = 10_000;

const config = readConfig(process.env);
const log = makeLogger(config.logLevel);
process.on('unhandledRejection', (error) => log.error({ err: error }, 'a rejection nobody handled'));

const pool = new pg.Pool({ connectionString: config.databaseUrl, max: POOL_MAX, application_name: 'oto-api' });
pool.on('error', (error) => log.warn({ err: error }, 'an idle database connection failed'));
const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
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
  signer: await makeSigner(config.signingKey, config.retiredKeys),
  now: () => new Date(),
};

const app = await makeApp(deps);
const chores = await startChores(deps);
const delivery = await startDelivery(deps, makeWays(config));
const post = await startPost(deps, config.mail && makeMailSender(config.mail));

const server = serve(
  { fetch: app.hono.fetch, hostname: config.host, port: config.port, serverOptions: { headersTimeout: 10_000, requestTimeout: 30_000 } },
  (address) => {
    log.info({ host: config.host, port: address.port, publicUrl: config.publicUrl }, 'listening');
    deps.payments.desk?.postTo(postBy(fetch, `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${address.port}`));
  },
);

let stopping = false;
async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, 'stopping');
  const closed = closeServer(server);
  app.close();
  await Promise.all([closed, chores.stop(), delivery.stop(), post.stop()]);
  await deps.payments.close();
  moderation.close();
  await bus.close();
  await db.destroy();
  log.info('stopped');
}

/** New connections are refused at once; those that do not end by themselves are cut after DRAIN_MS. */
function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => {
      if ('closeAllConnections' in server) server.closeAllConnections();
    }, DRAIN_MS);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  });
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
