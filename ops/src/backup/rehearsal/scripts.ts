import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'yaml';
import { z } from 'zod';
import { DATABASE, ROLE } from './cluster.ts';

const Compose = z.object({ services: z.object({ restore: z.object({ cap_add: z.array(z.string()) }) }) });

export type Step = 'ship' | 'full' | 'retain';

export type BackupHost = {
  /** Folder of the repository's checkout. */
  readonly root: string;
  /** Folder with PostgreSQL's programs. */
  readonly programs: string;
  /** The backup's own folder; a restore to an empty host has a new one. */
  readonly state: string;
  /** The encrypted store and the file with its password: all that survives. */
  readonly repository: string;
  readonly password: string;
  readonly onLine: (line: string) => void;
};

/** Thrown by a script that fails; `said` is its own last line. */
export class ScriptFailed extends Error {
  readonly said: string;

  constructor(script: string, code: number | null, said: string) {
    super(`${script} ended with ${code}: ${said}`);
    this.name = 'ScriptFailed';
    this.said = said;
  }
}

/** Makes the password of a new repository. */
export async function writePassword(file: string): Promise<void> {
  await writeFile(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
}

/** The scripts of ops/backup as a host runs them, against the server at a port and the media in a folder. */
export class Scripts {
  readonly #host: BackupHost;
  readonly #env: NodeJS.ProcessEnv;

  constructor(host: BackupHost, at: { readonly port: number; readonly media: string }) {
    this.#host = host;
    this.#env = {
      PATH: process.env['PATH'],
      OTO_PG_BIN: host.programs,
      OTO_BACKUP_STATE: host.state,
      RESTIC_REPOSITORY: host.repository,
      RESTIC_PASSWORD_FILE: host.password,
      PGHOST: '127.0.0.1',
      PGPORT: String(at.port),
      PGUSER: ROLE,
      PGDATABASE: DATABASE,
      MEDIA_FOLDER: at.media,
      MEDIA_OWNER: `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`,
    };
  }

  /** Seconds it took. Rejects with ScriptFailed. */
  run(step: Step): Promise<number> {
    return this.#run(`${step}.sh`, []);
  }

  /** As root with no more rights than docker-compose.yml gives it. */
  async restore(words: readonly string[]): Promise<number> {
    if (process.getuid?.() !== 0) return this.#run('restore.sh', words);
    const { services } = Compose.parse(
      parse(await readFile(join(this.#host.root, 'docker-compose.yml'), 'utf8'), { merge: true, maxAliasCount: -1 }),
    );
    const rights = ['-all', ...services.restore.cap_add.map((name) => `+${name.toLowerCase()}`)].join(',');
    return this.#run('restore.sh', words, ['setpriv', `--bounding-set=${rights}`, '--inh-caps=-all', '--no-new-privs']);
  }

  /** The receiver of the log, until it is stopped. Resolves when it receives. */
  async receive(): Promise<{ stop(): Promise<void> }> {
    await mkdir(this.#host.state, { recursive: true });
    const child = spawn(this.#path('receive.sh'), [], { env: this.#env, stdio: ['ignore', 'ignore', 'pipe'] });
    const ended = once(child, 'exit');
    const lines = createInterface({ input: child.stderr });
    const began = new Promise<void>((resolve, reject) => {
      let last = '';
      lines.on('line', (line) => {
        this.#host.onLine(line);
        last = line;
        if (line.includes('receive: receiving')) resolve();
      });
      void ended.then(([code]) => reject(new ScriptFailed('receive.sh', code as number | null, last)));
    });
    await began;
    return {
      async stop() {
        child.kill('SIGTERM');
        await ended;
      },
    };
  }

  async #run(script: string, words: readonly string[], before: readonly string[] = []): Promise<number> {
    await mkdir(this.#host.state, { recursive: true });
    const started = performance.now();
    const [command = '', ...rest] = [...before, this.#path(script), ...words];
    const child = spawn(command, rest, { env: this.#env, stdio: ['ignore', 'ignore', 'pipe'] });
    let last = '';
    const lines = createInterface({ input: child.stderr });
    lines.on('line', (line) => {
      this.#host.onLine(line);
      last = line;
    });
    const read = once(lines, 'close');
    const [code] = (await once(child, 'exit')) as [number | null];
    await read;
    if (code !== 0) throw new ScriptFailed(script, code, last);
    return (performance.now() - started) / 1000;
  }

  #path(script: string): string {
    return join(this.#host.root, 'ops/backup', script);
  }
}
