import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepPostgres, type KeptPostgres } from './kept.ts';

let parent: string;
let server: KeptPostgres;
const troubles: string[] = [];

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'oto-kept-'));
  await chmod(parent, 0o755);
  server = await keepPostgres({ folder: join(parent, 'pg'), password: 'kept', durable: true }, (line) => troubles.push(line));
});
afterEach(async () => {
  await server.stop();
  await rm(parent, { recursive: true, force: true });
});

async function ask<T extends pg.QueryResultRow>(query: string): Promise<readonly T[]> {
  const client = new pg.Client({ connectionString: server.adminUrl, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<T>(query)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function kill(): number {
  const pid = server.pid();
  if (pid === undefined) throw new Error('no server runs');
  process.kill(pid, 'SIGKILL');
  return pid;
}

const upAgain = (killed: number) => vi.waitUntil(() => server.pid() !== undefined && server.pid() !== killed, { timeout: 20_000 });

test('a killed server comes back at its address with what was committed, whatever its lock file says', async () => {
  await ask('create table kept (id int primary key)');
  await ask('insert into kept values (1)');
  await upAgain(kill());
  expect(await ask('select id from kept')).toEqual([{ id: 1 }]);
  await ask('insert into kept values (2)');

  // A lock file that names a living process of another kind would keep PostgreSQL from starting.
  const lock = join(parent, 'pg', 'postmaster.pid');
  const lines = (await readFile(lock, 'utf8')).split('\n');
  const killed = kill();
  await writeFile(lock, [String(process.pid), ...lines.slice(1)].join('\n'));
  await upAgain(killed);
  expect(await ask('select id from kept order by id')).toEqual([{ id: 1 }, { id: 2 }]);
  expect(troubles).toEqual(['PostgreSQL stopped; starting it again', 'PostgreSQL stopped; starting it again']);
  const settings = await ask<{ setting: string }>(
    `select setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit')`,
  );
  expect(settings.map(({ setting }) => setting)).toEqual(['on', 'on', 'on']);
});

test('a stopped server stays down', async () => {
  const pid = server.pid();
  await server.stop();
  expect(server.pid()).toBeUndefined();
  expect(() => process.kill(pid ?? 0, 0)).toThrow('ESRCH');
});
