import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { err, ok, type Result } from '@oto/schema/base/result';
import { migrateDatabase } from '../database/migrate-database.ts';
import { lockFolder } from '../local/folder-lock.ts';
import { ProcessList } from '../local/leftovers.ts';
import { loadSecrets } from '../local/secrets.ts';
import { ensureDatabase, startEmbeddedPostgres } from '../postgres/embedded.ts';

/** A database to fill and the media beside it. Nobody serves it meanwhile. */
export type Target = {
  readonly client: pg.Client;
  readonly mediaFolder: string;
  /** The world is whole: `npm start` has nothing to add of its own. */
  complete(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

export type TargetOptions = {
  /** The data folder of the local runner. */
  readonly data: string;
  /** Instead of the folder's own PostgreSQL. */
  readonly databaseUrl: string | undefined;
  /** Instead of the folder's own media. */
  readonly mediaFolder: string | undefined;
};

/** `running`: the local runner, or another filling, holds the folder. `served`: a collab server holds leases in the database. */
export type TargetCode = 'running' | 'served';

/** Opens and migrates the database: the folder's embedded one, or that of the URL. Rejects when it cannot be had. */
export async function openTarget(options: TargetOptions): Promise<Result<Target, TargetCode>> {
  const mediaFolder = options.mediaFolder ?? join(options.data, 'media');
  await mkdir(mediaFolder, { recursive: true });
  if (options.databaseUrl !== undefined) return openUrl(options.databaseUrl, mediaFolder);
  const lock = await lockFolder(options.data);
  if (!lock.ok) return err('running', lock.url);
  await lock.publish('npm run seed');
  const stops: (() => Promise<unknown>)[] = [() => lock.release()];
  try {
    await new ProcessList(join(options.data, 'processes.json')).endLeftovers();
    const secrets = await loadSecrets(join(options.data, 'secrets.json'));
    const server = await startEmbeddedPostgres({
      folder: join(options.data, 'postgres'),
      password: secrets.postgresPassword,
      durable: true,
    });
    stops.unshift(() => server.stop());
    await ensureDatabase(server, 'oto');
    const url = server.url('oto');
    await migrateDatabase(url);
    const client = await connect(url);
    stops.unshift(() => client.end());
    const marker = join(options.data, 'seeded');
    return ok({ client, mediaFolder, complete: () => markOnce(marker), [Symbol.asyncDispose]: () => undo(stops) });
  } catch (error) {
    await undo(stops);
    throw error;
  }
}

async function openUrl(url: string, mediaFolder: string): Promise<Result<Target, TargetCode>> {
  await migrateDatabase(url);
  const client = await connect(url);
  const leases = await client.query('select from collab.lease where expires_at > clock_timestamp()');
  if (leases.rows.length > 0) {
    await client.end();
    return err('served', `${leases.rows.length} leases`);
  }
  return ok({ client, mediaFolder, complete: async () => undefined, [Symbol.asyncDispose]: () => client.end() });
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function markOnce(marker: string): Promise<void> {
  const isMarked = await access(marker).then(
    () => true,
    () => false,
  );
  if (!isMarked) await writeFile(marker, new Date().toISOString());
}

async function undo(stops: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const stop of stops) await stop();
}
