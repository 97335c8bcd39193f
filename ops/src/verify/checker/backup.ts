import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { fileStore } from '@oto/api/media/store';
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
    await keep('before the full backup');
    const scripts = new Scripts({ ...host, state: at('state') }, { port: first.port, media });
    const receiver = await scripts.receive();
    ends.push(() => receiver.stop());
    await scripts.run('full');
    file = await keep('after it, and only in the log');
    was = await sumDatabase(pool);
    const clock = await pool.query<{ at: string }>('select clock_timestamp()::text as at');
    moment = clock.rows[0]?.at ?? '';
    await keep('after the moment');
    await scripts.run('ship');
    await receiver.stop();
    const metrics = await readFile(at('state/metrics/oto_backup.prom'), 'utf8');
    const lacking = ['last_success_timestamp_seconds{step="full"}', 'last_success_timestamp_seconds{step="ship"}', 'receiver_up 1'].filter(
      (metric) => !metrics.includes(`oto_backup_${metric}`),
    );
    if (lacking.length > 0) return lacking.map((metric) => `no metric oto_backup_${metric}`);
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

  await writeFile(password, 'a guess');
  const guessed = await empty.restore(['--list']).catch((error: unknown) => error);
  if (!(guessed instanceof ScriptFailed) || !guessed.said.includes('does not open')) problems.push('a wrong password was not told as one');
  return problems;
}
