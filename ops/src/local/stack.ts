import { mkdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { migrateDatabase } from '../database/migrate-database.ts';
import { freePort } from '../network/free-port.ts';
import { ensureDatabase } from '../postgres/embedded.ts';
import { keepPostgres, type KeptPostgres } from '../postgres/kept.ts';
import { buildClient } from './client-build.ts';
import { startGateway } from './gateway.ts';
import { ProcessList } from './leftovers.ts';
import { replicasOf, type Replicas } from './replicas.ts';
import { loadSecrets, type Secrets } from './secrets.ts';
import { startService, type Service } from './service.ts';

/** Everything of oTo on one machine, as `npm start`, the journeys and the benchmarks run it. */
export type Stack = {
  /** The one address to open. */
  readonly url: string;
  readonly databaseUrl: string;
  readonly secrets: Secrets;
  /** Folder of `<service>.log`, and `<service>-2.log` of a second one. */
  readonly logs: string;
  /** The first of each. */
  readonly services: { readonly api: Service; readonly collab: Service; readonly worker: Service };
  /** All of each, the first included. */
  readonly replicas: { readonly api: readonly Service[]; readonly collab: readonly Service[]; readonly worker: readonly Service[] };
  /** Null when the database is not ours. */
  readonly postgres: Pick<KeptPostgres, 'pid'> | null;
  /** Resolves when every api and every documents' server says that it is well; rejects after a minute. */
  untilWell(): Promise<void>;
  stop(): Promise<void>;
};

export type StackOptions = {
  readonly root: string;
  /** Holds the database, media, secrets and logs. */
  readonly data: string;
  /** First port to try for the address; 0 for any. */
  readonly port: number;
  readonly host?: string;
  /** Uses this server instead of the embedded one. */
  readonly databaseUrl?: string;
  readonly durable?: boolean;
  /** As the environment says, when absent. */
  readonly replicas?: Replicas;
  readonly env?: NodeJS.ProcessEnv;
  readonly onStep?: (step: string) => void;
  readonly onTrouble?: (line: string) => void;
};

const READY_WITHIN_MS = 60_000;

export async function startStack(options: StackOptions): Promise<Stack> {
  const data = resolve(options.data);
  const step = options.onStep ?? (() => undefined);
  const trouble = options.onTrouble ?? (() => undefined);
  await mkdir(join(data, 'logs'), { recursive: true });
  const secrets = await loadSecrets(join(data, 'secrets.json'));
  const processes = new ProcessList(join(data, 'processes.json'));
  if ((await processes.endLeftovers()) > 0) step('ended what an interrupted run had left');

  const host = options.host ?? '127.0.0.1';
  const counts = options.replicas ?? replicasOf(process.env);
  const port = await freePort(options.port, host);
  const [apiPorts, collabPorts] = [await freePorts(counts.api), await freePorts(counts.collab)];
  const url = `http://${host === '0.0.0.0' || host === '127.0.0.1' ? 'localhost' : host}:${port}`;

  const built = buildClient(options.root).then((fresh) => step(fresh ? 'client built' : 'client up to date'));
  built.catch(() => undefined);
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const undo of stops.toReversed()) await undo().catch((error: unknown) => trouble(String(error)));
    stops.length = 0;
    await processes.clear();
  };
  try {
    let databaseUrl = options.databaseUrl ?? '';
    let postgres: KeptPostgres | null = null;
    if (databaseUrl === '') {
      const kept = await keepPostgres(
        { folder: join(data, 'postgres'), password: secrets.postgresPassword, durable: options.durable ?? true },
        trouble,
      );
      postgres = kept;
      stops.push(() => kept.stop());
      await ensureDatabase(kept, 'oto');
      databaseUrl = kept.url('oto');
      step('PostgreSQL is up');
    }
    const applied = await migrateDatabase(databaseUrl);
    step(applied.length > 0 ? `database migrated (${applied.length})` : 'database up to date');
    await built;

    const [apis, collabs] = [apiPorts.map(loopback), collabPorts.map(loopback)];
    // Several are met at the gateway, as on a real host.
    const inner = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`;
    const api = apis.length === 1 ? `${apis[0]}` : inner;
    const collab = collabs.length === 1 ? `${collabs[0]}` : inner;
    const shared = {
      // Whoever tries oTo at home is no stranger: their first account may write at once.
      NEWCOMER_HOURS: '0',
      // Programs on one's own machine may be told.
      WEBHOOK_ALLOW_HOSTS: '127.0.0.1,localhost',
      ...process.env,
      NODE_ENV: 'development',
      HOST: '127.0.0.1',
      DATABASE_URL: databaseUrl,
      ...options.env,
    };
    const service = (name: string, folder: string, env: NodeJS.ProcessEnv) => {
      const entry = join(options.root, folder, 'src/main.ts');
      const started = startService({
        name,
        entry,
        cwd: join(options.root, folder),
        env,
        logFile: join(data, 'logs', `${name}.log`),
        onTrouble: trouble,
        onPid: (pid) => processes.add(pid, entry),
      });
      stops.push(() => started.stop());
      return started;
    };
    const { DATABASE_URL: _kept, ...withoutDatabase } = shared;
    const collabServices = collabPorts.map((own, n) =>
      service(numbered('collab', n), 'collab-server', {
        ...shared,
        PORT: String(own),
        API_URL: api,
        REPLICA_NAME: numbered('local', n),
        TRUST_PROXY: '127.0.0.1',
      }),
    );
    const apiServices = apiPorts.map((own, n) =>
      service(numbered('api', n), 'api', {
        ...shared,
        PORT: String(own),
        PUBLIC_URL: url,
        SIGNING_KEY: secrets.signingKey,
        AUTH_SECRET: secrets.authSecret,
        WORKER_TOKEN: secrets.workerToken,
        ...pushKeys(shared, secrets),
        MEDIA_FOLDER: join(data, 'media'),
        CLIENT_FOLDER: join(options.root, 'client/dist'),
        TRUST_PROXY: '127.0.0.1',
      }),
    );
    const server = await startGateway(port, host, { api: apis, collab: collabs });
    stops.push(() => closeServer(server));
    const untilWell = async () => {
      await Promise.all([...apis, ...collabs].map((one) => untilHealthy(`${one}/healthz`)));
    };
    await untilWell();
    const workerServices = Array.from({ length: counts.workers }, (_none, n) =>
      service(numbered('worker', n), 'gpu-worker', {
        ...withoutDatabase,
        API_URL: api,
        COLLAB_URL: collab.replace('http', 'ws'),
        WORKER_TOKEN: secrets.workerToken,
        WORKER_NAME: numbered('local-worker', n),
        // Shorter than a service may take to stop: what still runs is handed back, not lost.
        OTO_WORKER_DRAIN_MS: '5000',
        // Named from where the person stands, read from the service's own folder.
        ...(process.env.OTO_ENGINES ? { OTO_ENGINES: resolve(process.env.OTO_ENGINES) } : {}),
      }),
    );
    const replicas = { api: apiServices, collab: collabServices, worker: workerServices };
    const services = { api: firstOf(apiServices), collab: firstOf(collabServices), worker: firstOf(workerServices) };
    step('services are up');
    return { url, databaseUrl, secrets, logs: join(data, 'logs'), services, replicas, postgres, untilWell, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function freePorts(count: number): Promise<readonly number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
}

function loopback(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** The first keeps the plain name. */
function numbered(name: string, n: number): string {
  return n === 0 ? name : `${name}-${n + 1}`;
}

function firstOf(services: readonly Service[]): Service {
  const [first] = services;
  if (!first) throw new RangeError('a run without one of its services');
  return first;
}

/** Whoever brings a pair brings both. */
function pushKeys(given: NodeJS.ProcessEnv, { pushPublicKey, pushPrivateKey }: Secrets): NodeJS.ProcessEnv {
  return given.VAPID_PUBLIC_KEY ? {} : { VAPID_PUBLIC_KEY: pushPublicKey, VAPID_PRIVATE_KEY: pushPrivateKey };
}

async function untilHealthy(url: string): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const healthy = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (healthy) return;
    if (Date.now() > until) throw new Error(`${url} did not answer within ${READY_WITHIN_MS / 1000} s; see the logs folder`);
    await delay(50);
  }
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
