import type { Hono } from 'hono';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { freshDatabase } from '@oto/ops/testing/database';
import type { Id } from '@oto/schema/base/id';
import { uuidFromId } from '@oto/schema/base/id';
import { isErrorCode, type ErrorBody } from '@oto/schema/contract/errors';
import type { Me } from '@oto/schema/contract/identity';
import { TERMS_VERSION } from '@oto/schema/contract/site';
import type { Tables } from '@oto/schema/db/tables';
import { noTracing } from '@oto/schema/trace/tracing';
import type { Config } from '../config.ts';
import { startBus } from '../database/bus.ts';
import type { Deps } from '../deps.ts';
import { makeApp } from '../http/app.ts';
import type { ApiEnv } from '../http/env.ts';
import { makeLogger } from '../http/logger.ts';
import type { Metrics } from '../metric/metrics.ts';
import { startModeration } from '../moderation/moderation.ts';
import { makeSigner, newSigningKey } from '../pass/signer.ts';
import { startPayments } from '../payment/payments.ts';
import { postBy } from '../payment/test-desk/post.ts';

export const TEST_ORIGIN = 'http://oto.test';

export type TestApi = {
  readonly deps: Deps;
  readonly metrics: Metrics;
  /** A request in process. An object body is sent as JSON, bytes as they are; Origin is ours unless given. `ip` is the socket's peer. */
  send(method: string, path: string, options?: SendOptions): Promise<Response>;
  /** Raw bytes, as a worker uploads them. */
  sendBytes(method: string, path: string, bytes: Uint8Array, headers: Readonly<Record<string, string>>): Promise<Response>;
  /** Signs up a person of one's own. */
  join(name: string, options?: { readonly email?: string; readonly ip?: string }): Promise<Person>;
  [Symbol.asyncDispose](): Promise<void>;
};

export type SendOptions = {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookie?: string;
  readonly ip?: string;
};

export type Person = { readonly id: Id; readonly uuid: string; readonly cookie: string; readonly email: string; readonly me: Me };

export const PASSWORD = 'correct horse battery';

/** The whole api over a fresh database, without a socket. Engines of all four kinds are on offer. */
export async function testApi(overrides: Partial<Config> = {}): Promise<TestApi> {
  const database = await freshDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 12 });
  pool.on('error', () => undefined);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const log = makeLogger('silent');
  const signingKey = await newSigningKey();
  const config: Config = {
    production: false,
    databaseUrl: database.url,
    host: '127.0.0.1',
    port: 0,
    metricsPort: null,
    guardLog: null,
    traceRatio: null,
    publicUrl: TEST_ORIGIN,
    apiOrigin: overrides.publicUrl ?? TEST_ORIGIN,
    signingKey,
    authSecret: 'b'.repeat(40),
    // The least there is: whoever joins in a test has nothing to lose.
    passwordCost: { memoryCost: 8, timeCost: 1, parallelism: 1 },
    workerToken: 'w'.repeat(40),
    mediaFolder: '/nonexistent',
    clientFolder: null,
    trustProxy: [],
    allowedOrigins: [],
    operatorEmails: ['chief@oto.test'],
    welcomeTokens: 100,
    storageBytes: 500 * 1024 * 1024,
    newcomerHours: 24,
    limitsFactor: 1,
    logLevel: 'silent',
    s3: null,
    moderation: null,
    unjudgedPreviews: false,
    push: null,
    mail: null,
    mailbox: true,
    publisher: null,
    retiredKeys: [],
    payments: { mode: 'test' },
    oidc: null,
    deploy: { branch: 'main', github: null, token: null },
    webhookAllowHosts: ['127.0.0.1'],
    sourceUrl: null,
    version: null,
    ...overrides,
  };
  const bus = await startBus(database.url, log);
  const moderation = await startModeration(db, bus, config, log);
  const payments = await startPayments(config, db);
  const deps: Deps = {
    db,
    pool,
    config,
    log,
    bus,
    moderation,
    payments,
    tracing: noTracing,
    signer: await makeSigner(signingKey, config.retiredKeys),
    now: () => new Date(),
  };
  await offerEngines(db);
  const app = await makeApp(deps);
  payments.desk?.postTo(postBy((url, init) => Promise.resolve(app.hono.request(url, init)), TEST_ORIGIN));

  const send = sendTo(app.hono);

  async function sendBytes(method: string, path: string, bytes: Uint8Array, headers: Readonly<Record<string, string>>): Promise<Response> {
    const env = { incoming: { socket: { remoteAddress: '203.0.113.1' } } };
    return app.hono.request(path, { method, headers, body: new Uint8Array(bytes) }, env);
  }

  let joined = 0;
  return {
    deps,
    metrics: app.metrics,
    send,
    sendBytes,
    async join(name, options = {}) {
      const email = options.email ?? `person${++joined}@oto.test`;
      const ip = options.ip ?? `198.51.100.${joined % 250}`;
      const answer = await send('POST', '/api/auth/sign-up/email', { body: { name, email, password: PASSWORD, terms: TERMS_VERSION }, ip });
      if (!answer.ok) throw new Error(`sign-up failed: ${answer.status} ${await answer.text()}`);
      const cookie = cookieOf(answer);
      const me = (await (await send('GET', '/api/me', { cookie })).json()) as Me;
      return { id: me.id, uuid: uuidFromId(me.id), cookie, email, me };
    },
    async [Symbol.asyncDispose]() {
      app.close();
      await payments.close();
      await bus.close();
      await db.destroy();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** Requests in process, as a browser on our own page makes them. */
export function sendTo(hono: Hono<ApiEnv>): TestApi['send'] {
  return async (method, path, options = {}) => {
    const headers = new Headers(options.headers);
    if (!headers.has('origin') && !headers.has('authorization')) headers.set('origin', TEST_ORIGIN);
    if (options.cookie !== undefined) headers.set('cookie', options.cookie);
    const init: RequestInit = { method, headers };
    if (typeof options.body === 'string' || options.body instanceof Uint8Array)
      init.body = options.body as NonNullable<RequestInit['body']>;
    else if (options.body !== undefined) init.body = JSON.stringify(options.body);
    if (init.body !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/json');
    const env = { incoming: { socket: { remoteAddress: options.ip ?? '203.0.113.1' } } };
    return hono.request(path, init, env);
  };
}

export function cookieOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0] ?? '')
    .join('; ');
}

/** The code of a refusal, after checking that its body has the shape every refusal has. */
export async function refusal(answer: Response): Promise<string> {
  const { error } = (await answer.json()) as ErrorBody;
  if (!isErrorCode(error.code) || error.message === '' || error.requestId !== answer.headers.get('x-request-id')) {
    throw new Error(`not a refusal: ${JSON.stringify(error)}`);
  }
  return `${answer.status} ${error.code}`;
}

async function offerEngines(db: Kysely<Tables>): Promise<void> {
  const engines = (['text', 'image', 'video', 'voice'] as const).map((kind) => ({
    id: `builtin-${kind}`,
    kind,
    name: kind,
    models: ['one'],
    trained: false,
    ceiling: 5,
    accepts: kind === 'text' ? [] : kind === 'voice' ? ['audio'] : ['image'],
    slots: 2,
    healthy: true,
  }));
  await db
    .insertInto('worker')
    .values({ name: 'test-worker', engines: JSON.stringify(engines) })
    .execute();
}
