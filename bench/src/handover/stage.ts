import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { migrateDatabase } from '@oto/ops/database/migrate-database';
import { untilEngines } from '@oto/ops/http/until-engines';
import { loadSecrets } from '@oto/ops/local/secrets';
import { startService } from '@oto/ops/local/service';
import { freePort } from '@oto/ops/network/free-port';
import { ensureDatabase, startEmbeddedPostgres } from '@oto/ops/postgres/embedded';
import { startCaddy } from '@oto/ops/verify/proxy/caddy';
import { installAudit } from './audit.ts';
import { Replica } from './replica.ts';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../../..');
const READY_WITHIN_MS = 60_000;

/** Two collab servers behind the product's own Caddyfile, an api, and a PostgreSQL that keeps what it has said. */
export type Stage = {
  /** Of the api, for signing up and passes. */
  readonly api: string;
  /** Of the proxy's door for documents. */
  readonly documents: string;
  readonly password: string;
  readonly pool: pg.Pool;
  readonly replicas: readonly [Replica, Replica];
};

export async function withStage<T>(say: (line: string) => void, work: (stage: Stage) => Promise<T>): Promise<T> {
  const data = await mkdtemp(join(tmpdir(), 'oto-handover-'));
  await chmod(data, 0o755);
  let isDone = false;
  // What went wrong is in the logs.
  const clear = () => (isDone ? rm(data, { recursive: true, force: true }) : Promise.resolve(say(`kept: ${join(data, 'logs')}`)));
  const undo: (() => Promise<unknown>)[] = [clear];
  try {
    await mkdir(join(data, 'logs'));
    const secrets = await loadSecrets(join(data, 'secrets.json'));
    const postgres = await startEmbeddedPostgres({ folder: join(data, 'pg'), password: secrets.postgresPassword, durable: true });
    undo.push(() => postgres.stop());
    await ensureDatabase(postgres, 'oto');
    const databaseUrl = postgres.url('oto');
    await migrateDatabase(databaseUrl);
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
    pool.on('error', () => undefined);
    undo.push(() => pool.end());
    await installAudit(pool);
    say('the database is ready');

    const api = `http://localhost:${await freePort()}`;
    const shared = { ...process.env, NODE_ENV: 'development', HOST: '127.0.0.1', LIMITS_FACTOR: '10000' };
    const serve = (name: string, folder: string, env: NodeJS.ProcessEnv) => {
      const service = startService({
        name,
        entry: join(ROOT, folder, 'src/main.ts'),
        cwd: join(ROOT, folder),
        env: { ...shared, WORKER_TOKEN: secrets.workerToken, ...env },
        logFile: join(data, 'logs', `${name}.log`),
        onTrouble: say,
        onPid: () => undefined,
      });
      undo.push(() => service.stop());
    };
    serve('api', 'api', {
      NEWCOMER_HOURS: '0',
      DATABASE_URL: databaseUrl,
      PORT: new URL(api).port,
      PUBLIC_URL: api,
      SIGNING_KEY: secrets.signingKey,
      AUTH_SECRET: secrets.authSecret,
      MEDIA_FOLDER: join(data, 'media'),
    });

    const replica = async (name: string) => {
      const port = await freePort();
      return new Replica(name, port, join(data, 'logs', `${name}.log`), {
        ...shared,
        PORT: String(port),
        DATABASE_URL: `${databaseUrl}${databaseUrl.includes('?') ? '&' : '?'}application_name=${name}`,
        API_URL: api.replace('localhost', '127.0.0.1'),
        REPLICA_NAME: name,
        TRUST_PROXY: '127.0.0.1',
      });
    };
    const replicas = [await replica('one'), await replica('two')] as const;
    for (const one of replicas) undo.push(() => one.stop());
    await Promise.all(replicas.map((one) => one.start()));
    const caddy = await startCaddy(ROOT, { api: [Number(new URL(api).port)], collab: replicas.map(({ port }) => port) });
    undo.push(() => caddy.stop());
    await untilHealthy(`${api.replace('localhost', '127.0.0.1')}/healthz`);
    const documents = `http://127.0.0.1:${caddy.inner}`;
    // Agents need an engine; nothing is generated.
    serve('worker', 'gpu-worker', { API_URL: api, COLLAB_URL: documents.replace('http', 'ws'), WORKER_NAME: 'drill' });
    await untilEngines(api, ['text']);
    say('two replicas, the api and Caddy are up');
    const figures = await work({ api, documents, password: secrets.seedPassword, pool, replicas });
    isDone = true;
    return figures;
  } finally {
    for (const step of undo.toReversed()) await step().catch((error: unknown) => say(String(error)));
  }
}

async function untilHealthy(url: string): Promise<void> {
  for (const end = Date.now() + READY_WITHIN_MS; ; await delay(50)) {
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    if (Date.now() > end) throw new Error(`${url} did not answer within ${READY_WITHIN_MS / 1000} s`);
  }
}
