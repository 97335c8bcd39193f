import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { migrateDatabase } from '../../database/migrate-database.ts';
import { loadSecrets } from '../../local/secrets.ts';
import { freePort } from '../../network/free-port.ts';
import { startEmbeddedPostgres } from '../../postgres/embedded.ts';
import { startCaddy, type Caddy } from '../proxy/caddy.ts';
import { ask } from './ask.ts';
import { startReceiver, type Receiver } from './otlp.ts';

const READY_MS = 120_000;
const STOP_MS = 15_000;

export type Service = 'api' | 'collab' | 'worker';

/** The product as it runs on a host: the real services behind the real proxy, watched, on loopback. */
export type Stage = {
  readonly caddy: Caddy;
  /** Straight to the api, as the proxy comes. */
  readonly api: string;
  readonly receiver: Receiver;
  readonly databaseUrl: string;
  metrics(service: Service): Promise<string>;
  log(service: Service): string;
  guardLog(): Promise<string>;
  readonly folder: string;
  /** Ends the services as an update does, so that they send what they still hold. */
  endServices(): Promise<void>;
  stop(): Promise<void>;
};

export async function startStage(root: string): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'oto-guard-'));
  await chmod(folder, 0o755);
  const undo: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const one of undo.toReversed()) await one().catch(() => undefined);
  };
  try {
    const postgres = await startEmbeddedPostgres({
      folder: join(folder, 'postgres'),
      password: randomBytes(12).toString('hex'),
      durable: false,
    });
    undo.push(() => postgres.stop());
    const databaseUrl = postgres.adminUrl;
    await migrateDatabase(databaseUrl);
    const receiver = await startReceiver();
    undo.push(() => receiver.stop());
    const secrets = await loadSecrets(join(folder, 'secrets.json'));
    const ports = { api: await freePort(), collab: await freePort() };
    const watched = { api: await freePort(), collab: await freePort(), worker: await freePort() };
    const api = `http://127.0.0.1:${ports.api}`;
    const caddy = await startCaddy(root, { api: [ports.api], collab: [ports.collab] });
    undo.push(() => caddy.stop());
    await mkdir(join(folder, 'guard'));
    const shared = {
      PATH: process.env['PATH'] ?? '',
      NODE_ENV: 'development',
      HOST: '127.0.0.1',
      TRUST_PROXY: '127.0.0.1',
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_BSP_SCHEDULE_DELAY: '200',
    };
    const services = [
      startService(root, 'collab-server', {
        ...shared,
        DATABASE_URL: databaseUrl,
        PORT: String(ports.collab),
        METRICS_PORT: String(watched.collab),
        API_URL: api,
        REPLICA_NAME: 'collab-1',
      }),
      startService(root, 'api', {
        ...shared,
        DATABASE_URL: databaseUrl,
        PORT: String(ports.api),
        METRICS_PORT: String(watched.api),
        PUBLIC_URL: `https://localhost:${caddy.https}`,
        SIGNING_KEY: secrets.signingKey,
        AUTH_SECRET: secrets.authSecret,
        WORKER_TOKEN: secrets.workerToken,
        MEDIA_FOLDER: join(folder, 'media'),
        GUARD_LOG: join(folder, 'guard/guard.log'),
        NEWCOMER_HOURS: '0',
        LIMITS_FACTOR: '10',
      }),
      startService(root, 'gpu-worker', {
        ...shared,
        API_URL: api,
        COLLAB_URL: `ws://127.0.0.1:${caddy.inner}`,
        WORKER_TOKEN: secrets.workerToken,
        WORKER_NAME: 'worker-1',
        METRICS_PORT: String(watched.worker),
        OTO_TEXT_PACE_MS: '0',
        OTO_WORKER_DRAIN_MS: '2000',
      }),
    ] as const;
    undo.push(() => Promise.all(services.map((service) => service.stop())));
    const [collab, main, worker] = services;
    const outputs = { api: main, collab, worker };
    const metrics = async (service: Service) => {
      const answer = await fetch(`http://127.0.0.1:${watched[service]}/metrics`);
      if (!answer.ok) throw new Error(`${service}: /metrics answered ${answer.status}`);
      return answer.text();
    };
    const ready = until('every service is up', async () => {
      for (const service of services) service.check();
      // Caddy asks after its upstreams every two seconds, and until then answers in their place.
      const answers = await Promise.all([
        up(`${api}/healthz`),
        up(`http://127.0.0.1:${ports.collab}/healthz`),
        ask(caddy.https, 'GET', '/healthz').then(({ status }) => status === 200),
        fetch(`http://127.0.0.1:${caddy.inner}/collab/`).then(({ status }) => status !== 503),
      ]);
      const offers = await metrics('api').catch(() => '');
      return answers.every(Boolean) && /^oto_engine_healthy\{.*\} 1$/m.test(offers);
    });
    await ready.catch((error: unknown) => {
      throw new Error(`${String(error)}\n${services.map((service) => service.output().slice(-1500)).join('\n')}`);
    });
    return {
      caddy,
      api,
      receiver,
      databaseUrl,
      folder,
      metrics,
      log: (service) => outputs[service].output(),
      guardLog: () => readFile(join(folder, 'guard/guard.log'), 'utf8').catch(() => ''),
      endServices: async () => {
        await Promise.all(services.map((service) => service.stop()));
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Started = { output(): string; check(): void; stop(): Promise<void> };

function startService(root: string, folder: string, env: NodeJS.ProcessEnv): Started {
  const child = spawn(process.execPath, [join(root, folder, 'src/main.ts')], {
    cwd: join(root, folder),
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  const output = () => chunks.join('');
  return {
    output,
    check() {
      if (child.exitCode !== null) throw new Error(`${folder} ended with ${child.exitCode}:\n${output().slice(-2000)}`);
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const alarm = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(alarm);
    },
  };
}

function up(url: string): Promise<boolean> {
  return fetch(url).then(
    (answer) => answer.ok,
    () => false,
  );
}

export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + READY_MS;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`in vain: ${what}`);
    await delay(50);
  }
}
