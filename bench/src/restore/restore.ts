import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCluster, emptyDatabase, startCluster, type Cluster } from '@oto/ops/backup/rehearsal/cluster';
import { findPostgres } from '@oto/ops/backup/rehearsal/programs';
import { Scripts, writePassword, type BackupHost } from '@oto/ops/backup/rehearsal/scripts';
import { startStack, type Stack } from '@oto/ops/local/stack';
import type { Benchmark, Figures } from '../figures/report.ts';
import { isRead } from './again.ts';
import { mismatchesOf, momentOf, type Moment } from './moment.ts';
import { live, liveOn, SIZES } from './life.ts';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../../..');
const ENV = { LIMITS_FACTOR: '10000', WELCOME_TOKENS: '1000000', OTO_TEXT_PACE_MS: '1' };

/**
 * A living oTo is backed up by the scripts of production while it is written to, then loses its database, its media and
 * the backup's own folder. It is restored from the encrypted repository alone, three ways: to its end, to a moment in
 * between, and from a dump; and what came back is compared with what was, row by row and byte by byte. The quick form
 * leaves out a dump of the very moment, the retention and starting the product on what came back.
 */
export const drillRestore: Benchmark = async ({ quick, say }) => {
  const programs = findPostgres();
  if (programs === null) throw new Error('no PostgreSQL with its tools is installed: apt-get install postgresql restic jq');
  const folder = await mkdtemp(join(tmpdir(), 'oto-restore-'));
  await chmod(folder, 0o755);
  const drill = new Drill(folder, programs, say);
  try {
    return await drill.run(quick);
  } finally {
    await drill.end();
    await rm(folder, { recursive: true, force: true });
  }
};

class Drill {
  readonly #folder: string;
  readonly #programs: string;
  readonly #say: (line: string) => void;
  readonly #ends: (() => Promise<unknown>)[] = [];

  constructor(folder: string, programs: string, say: (line: string) => void) {
    this.#folder = folder;
    this.#programs = programs;
    this.#say = say;
  }

  async end(): Promise<void> {
    for (const end of this.#ends.toReversed()) await end().catch((error: unknown) => this.#say(String(error)));
  }

  async run(quick: boolean): Promise<Figures> {
    const size = quick ? SIZES.quick : SIZES.full;
    await writePassword(this.#at('password'));
    await createCluster(this.#programs, this.#at('servers/first'));
    const first = await this.#start('servers/first');
    const media = this.#at('data/media');
    const scripts = new Scripts(this.#host('state'), { port: first.port, media });

    const stack = await this.#stack(first);
    const receiver = await scripts.receive();
    this.#ends.push(() => receiver.stop());
    const lived = await live(stack, { size, media, say: this.#say, backUp: () => scripts.run('full') });
    await stack.stop();
    const then = await momentOf(first.url, media);
    this.#say(`at ${then.at}: ${then.rows} rows, ${then.documents.size} documents, ${then.media.length} files`);
    // The quick form restores from the full backup that was made under load.
    const fullSeconds = quick ? null : await scripts.run('full');

    const again = await this.#stack(first);
    await liveOn(again, { media, lived, backUp: async () => (quick ? null : scripts.run('ship')) });
    await again.stop();
    const last = await momentOf(first.url, media);
    this.#say(`in the end: ${last.rows} rows, ${last.documents.size} documents, ${last.media.length} files`);
    const shipSeconds = await scripts.run('ship');
    if (!quick) await scripts.run('retain');

    await receiver.stop();
    await first.kill();
    for (const lost of ['servers', 'data/media', 'state']) await rm(this.#at(lost), { recursive: true });
    this.#say('database, media and the folder of the backup are gone');

    const end = await this.#restored('end', media, [], last);
    const isServed = quick ? null : await this.#served(end.cluster, lived.picture);
    await end.cluster.stop();
    const moment = await this.#restored('moment', this.#at('restored-media'), ['--at', then.at], then);
    const underDeletion = await this.#dump(moment.cluster, 'before', ['--at', then.at], null);
    const dump = quick ? null : await this.#dump(moment.cluster, 'then', [], then);
    return {
      rows: last.rows,
      documents: last.documents.size,
      media: last.media.length,
      mismatches: end.mismatches,
      moment_rows: then.rows,
      moment_documents: then.documents.size,
      moment_media: then.media.length,
      moment_mismatches: moment.mismatches,
      changed_after_moment: mismatchesOf(then, last).length,
      dump_under_deletion_problems: underDeletion,
      deleted_during_backup: lived.deleted,
      ...(dump === null || isServed === null || fullSeconds === null
        ? {}
        : { dump_mismatches: dump, served_after_restore: isServed, full_s: tenth(fullSeconds) }),
      ship_s: tenth(shipSeconds),
      restore_s: tenth(end.seconds),
      restore_moment_s: tenth(moment.seconds),
    };
  }

  /** Restores to a host that has nothing but the repository and its password, and compares. */
  async #restored(name: string, media: string, words: readonly string[], was: Moment) {
    const scripts = new Scripts(this.#host(`state-${name}`), { port: 1, media });
    const seconds = await scripts.restore(['--pgdata', this.#at(`servers/${name}`), '--media', media, ...words]);
    const cluster = await this.#start(`servers/${name}`);
    return { cluster, seconds, mismatches: await this.#compare(name, was, cluster.url, media) };
  }

  /** Problems of a dump restored into the emptied database; compared with a moment where it is one's. */
  async #dump(cluster: Cluster, name: string, words: readonly string[], was: Moment | null): Promise<number> {
    await emptyDatabase(cluster);
    const media = this.#at(`dumped-${name}`);
    const scripts = new Scripts(this.#host(`state-dump-${name}`), { port: cluster.port, media });
    await scripts.restore(['--dump', '--media', media, ...words]);
    return this.#compare(`dump ${name}`, was, cluster.url, media);
  }

  async #compare(name: string, was: Moment | null, url: string, media: string): Promise<number> {
    const is = await momentOf(url, media);
    const found = [...is.problems, ...(was === null ? [] : mismatchesOf(was, is))];
    for (const line of found.slice(0, 20)) this.#say(`${name}: ${line}`);
    this.#say(`${name}: ${is.rows} rows, ${is.documents.size} documents, ${is.media.length} files, ${found.length} mismatches`);
    return found.length;
  }

  /** Whether the product starts on what was restored, and serves a picture to its author. */
  async #served(cluster: Cluster, picture: string): Promise<boolean> {
    const stack = await this.#stack(cluster);
    try {
      return await isRead(stack, picture);
    } finally {
      await stack.stop();
    }
  }

  async #start(folder: string): Promise<Cluster> {
    const cluster = await startCluster(this.#programs, this.#at(folder));
    this.#ends.push(() => cluster.stop());
    return cluster;
  }

  async #stack(cluster: Cluster): Promise<Stack> {
    const say = this.#say;
    const stack = await startStack({ root: ROOT, data: this.#at('data'), port: 0, databaseUrl: cluster.url, env: ENV, onTrouble: say });
    this.#ends.push(() => stack.stop());
    return stack;
  }

  #host(state: string): BackupHost {
    const { root, programs, repository, password } = {
      root: ROOT,
      programs: this.#programs,
      repository: this.#at('repository'),
      password: this.#at('password'),
    };
    return { root, programs, state: this.#at(state), repository, password, onLine: this.#say };
  }

  #at(name: string): string {
    return join(this.#folder, name);
  }
}

function tenth(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
