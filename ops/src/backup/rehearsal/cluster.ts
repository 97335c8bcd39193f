import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { runTool } from '../../check/tool.ts';
import { freePort } from '../../network/free-port.ts';

/** The role and database of production. */
export const ROLE = 'oto';
export const DATABASE = 'oto';
const UP_WITHIN_MS = 60_000;

/** A throw-away server out of an installed PostgreSQL, in a folder that may be one that a restore made. */
export type Cluster = {
  readonly url: string;
  readonly port: number;
  /** Ends it as a power cut would. Everything it promised is on the disk. */
  kill(): Promise<void>;
  stop(): Promise<void>;
};

/** A new folder of a server, owned by whom the server runs as. */
export async function createCluster(programs: string, folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  await chmod(dirname(folder), 0o755);
  await mkdir(folder);
  if (isRoot()) await runOrThrow('chown', ['postgres:postgres', folder]);
  const args = ['-D', folder, '-U', ROLE, '--encoding=UTF8', '--locale=C.UTF-8', '--auth=trust', '--no-sync', '--no-instructions'];
  await runOrThrow(...asServer(join(programs, 'initdb'), args));
}

/** Starts the server of a folder, with the settings that docker-compose.yml gives it. Rejects when it does not answer. */
export async function startCluster(programs: string, folder: string): Promise<Cluster> {
  const port = await freePort();
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '150',
    max_slot_wal_keep_size: '4GB',
  };
  const args = ['-D', folder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const [command, words] = asServer(join(programs, 'postgres'), args);
  const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const keep = (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-4000));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const url = `postgres://${ROLE}@127.0.0.1:${port}/${DATABASE}`;
  try {
    await untilUp(child, port);
  } catch (error) {
    child.kill('SIGQUIT');
    throw new Error(`PostgreSQL did not start in ${folder}:\n${said}`, { cause: error });
  }
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  return { url, port, kill: () => end('SIGQUIT'), stop: () => end('SIGINT') };
}

async function untilUp(child: ChildProcess, port: number): Promise<void> {
  for (const until = Date.now() + UP_WITHIN_MS; ; await delay(50)) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
    const client = new pg.Client({ host: '127.0.0.1', port, user: ROLE, database: 'postgres', connectionTimeoutMillis: 2000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
      if (rowCount === 0) await client.query(`create database ${DATABASE}`);
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

/** Throws away all that the database of a server holds. */
export async function emptyDatabase({ port }: Cluster): Promise<void> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: ROLE, database: 'postgres' });
  await client.connect();
  try {
    await client.query(`drop database ${DATABASE} with (force)`);
    await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/** A server refuses to run as root. */
function asServer(command: string, args: readonly string[]): [string, string[]] {
  if (!isRoot()) return [command, [...args]];
  return ['setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', 'env', 'HOME=/', command, ...args]];
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

async function runOrThrow(command: string, args: readonly string[]): Promise<void> {
  const { code, output } = await runTool(command, args, '/');
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${output}`);
}
