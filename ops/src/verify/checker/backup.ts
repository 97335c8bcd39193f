import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { fileStore, sha256Hex, type MediaStore } from '@oto/api/media/store';
import { examine } from '../../backup/findings.ts';
import { createCluster, startCluster, type Cluster } from '../../backup/rehearsal/cluster.ts';
import { findPostgres } from '../../backup/rehearsal/programs.ts';
import { ScriptFailed, Scripts, writePassword } from '../../backup/rehearsal/scripts.ts';
import { differencesOf, sumDatabase, type DatabaseSum } from '../../backup/tables.ts';
import { migrateDatabase } from '../../database/migrate-database.ts';
import type { Check } from '../check.ts';

/**
 * The scripts of ops/backup on a small database of their own: what was written before a moment comes back from the
 * encrypted repository, what came after it does not, and nothing is read without the password. The drill `restore` does
 * the same with the whole product.
 */
export const backup: Check = {
  name: 'backup, wiped and restored',
  needs: ['restic', 'jq', 'psql', 'setpriv'],
  run: async (root) => {
    const programs = findPostgres();
    if (programs === null) return ['no PostgreSQL server with its tools is installed'];
    const folder = await mkdtemp(join(tmpdir(), 'oto-backup-'));
    const ends: (() => Promise<void>)[] = [];
    const said: string[] = [];
    try {
      await chmod(folder, 0o755);
      return await rehearse({ root, programs, folder, ends, onLine: (line) => said.push(line) });
    } catch (error) {
      return [String(error), ...said.slice(-20)];
    } finally {
      for (const end of ends.toReversed()) await end();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

const COVERED = 'oto_backup_covered_timestamp_seconds ';

/** A file of a creation; of the creation itself nothing is asked. */
async function nameMedia(pool: pg.Pool, name: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('set session_replication_role = replica');
    await client.query(
      `insert into media (creation_id, variant, sha256, mime, bytes) values (gen_random_uuid(), 'main', $1, 'text/plain', 22)`,
      [name],
    );
  } finally {
    client.release(true);
  }
}

function isWhole(store: Pick<MediaStore, 'readAll'>, name: string): Promise<boolean> {
  return store.readAll(name).then(
    (bytes) => sha256Hex(bytes) === name,
    () => false,
  );
}

type Rehearsal = {
  readonly root: string;
  readonly programs: string;
  readonly folder: string;
  /** What has to be stopped whatever happens. */
  readonly ends: (() => Promise<void>)[];
  readonly onLine: (line: string) => void;
};

async function rehearse({ root, programs, folder, ends, onLine }: Rehearsal): Promise<readonly string[]> {
  const at = (name: string) => join(folder, name);
  const [media, restored, password] = [at('media'), at('restored'), at('password')];
  const host = { root, programs, repository: at('repository'), password, onLine };
  const start = async (name: string): Promise<Cluster> => {
    const cluster = await startCluster(programs, at(name));
    ends.push(() => cluster.stop());
    return cluster;
  };
  await writePassword(password);
  await createCluster(programs, at('servers/first'));
  const first = await start('servers/first');
  await migrateDatabase(first.url);
  const store = fileStore({ mediaFolder: media, s3: null });
  const pool = new pg.Pool({ connectionString: first.url, max: 2 });
  pool.on('error', () => undefined);
  let moment: string;
  let was: DatabaseSum;
  let file: string;
  try {
    const keep = async (text: string) => {
      const name = await store.put(Buffer.from(text), 'text/plain');
      await pool.query('insert into stored_file (sha256, mime, bytes) values ($1, $2, $3)', [name, 'text/plain', text.length]);
      return name;
    };
    const shown = await keep('before the full backup');
    const scripts = new Scripts({ ...host, state: at('state') }, { port: first.port, media });
    const receiver = await scripts.receive();
    ends.push(() => receiver.stop());
    await scripts.run('ship');
    const metrics = () => readFile(at('state/metrics/oto_backup.prom'), 'utf8');
    if ((await metrics()).includes(COVERED)) return ['a log without a full backup is said to cover what was written'];
    await mkdir(at('not-mounted'));
    const unmounted = await new Scripts({ ...host, state: at('state') }, { port: first.port, media: at('not-mounted') })
      .run('full')
      .catch((error: unknown) => error);
    if (!(unmounted instanceof ScriptFailed) || !unmounted.said.includes('not one file')) return ['a folder without any media was stored'];
    await nameMedia(pool, shown);
    await scripts.run('full');
    file = await keep('after it, and only in the log');
    was = await sumDatabase(pool);
    const clock = await pool.query<{ at: string }>('select clock_timestamp()::text as at');
    moment = clock.rows[0]?.at ?? '';
    await keep('after the moment');
    await scripts.run('ship');
    await receiver.stop();
    const told = await metrics();
    const lacking = [
      COVERED,
      'oto_backup_last_success_timestamp_seconds{step="full"}',
      'oto_backup_last_success_timestamp_seconds{step="ship"}',
      'oto_backup_receiver_up 1',
    ].filter((metric) => !told.includes(metric));
    if (lacking.length > 0) return lacking.map((metric) => `no metric ${metric}`);
  } finally {
    await pool.end();
  }
  await first.kill();
  for (const name of ['servers', 'media', 'state']) await rm(at(name), { recursive: true });

  const empty = new Scripts({ ...host, state: at('state-2') }, { port: first.port, media: restored });
  await empty.restore(['--pgdata', at('servers/second'), '--media', restored, '--at', moment]);
  const second = await start('servers/second');
  const problems: string[] = [];
  const again = new pg.Pool({ connectionString: second.url, max: 1 });
  again.on('error', () => undefined);
  try {
    problems.push(...differencesOf(was, await sumDatabase(again)));
  } finally {
    await again.end();
  }
  const back = fileStore({ mediaFolder: restored, s3: null });
  const text = await back.readAll(file).then(
    (bytes) => Buffer.from(bytes).toString(),
    () => 'nothing',
  );
  if (text !== 'after it, and only in the log') problems.push(`a file from before the moment came back as ${text}`);
  problems.push(...(await examine(second.url, back)).problems);

  // As on a host that has lost its database alone: media that are there stay, and what lacks comes.
  const there = fileStore({ mediaFolder: at('there'), s3: null });
  const own = await there.put(Buffer.from('from elsewhere'), 'text/plain');
  await empty.restore(['--pgdata', at('servers/third'), '--media', at('there'), '--lacking']);
  for (const name of [own, file]) if (!(await isWhole(there, name))) problems.push(`beside media that were there, ${name} lacks`);

  await writeFile(password, 'a guess');
  const guessed = await empty.restore(['--list']).catch((error: unknown) => error);
  if (!(guessed instanceof ScriptFailed) || !guessed.said.includes('does not open')) problems.push('a wrong password was not told as one');
  return problems;
}
