import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, watch } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const OPS = resolve(import.meta.dirname, '../../..');
const SELF = { GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@b', GIT_COMMITTER_NAME: 'A', GIT_COMMITTER_EMAIL: 'a@b' };

export type Ended = { readonly code: number; readonly output: string };

/** A host with a checkout of its own, a remote to fetch from, and stand-ins for docker and curl; git is real. */
export type Host = {
  /** Commits to the branch and pushes. @returns The commit. */
  commit(words: string): string;
  /** Puts another history in the branch's place. */
  rewrite(): void;
  head(): string;
  /** What is to go wrong from now on; see docker.sh and curl.sh. */
  wrong(...lines: readonly string[]): Promise<void>;
  /** What GitHub says of the runs of a workflow. */
  github(answer: string): Promise<void>;
  update(options?: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ended>;
  /** Somebody asks for a deploy; the api gives it out once. */
  ask(id: string): Promise<void>;
  /** What the unit of the host does at each turn. */
  turn(): Promise<Ended>;
  /** What the api was told since the last time, and with what credential. */
  told(): Promise<{ readonly words: string; readonly credential: string }>;
  /** The same, begun and not waited for. */
  begin(options?: readonly string[]): ChildProcess;
  /** An update hangs at the container that `wrong` named. */
  hangs(): Promise<void>;
  /** Service → the commit that it runs. */
  running(): Promise<Readonly<Record<string, string>>>;
  /** Deletes the images that no container runs, as somebody whose disk is full does. */
  prune(): Promise<void>;
  /** What docker was asked since the last time. */
  calls(): Promise<readonly string[]>;
  [Symbol.asyncDispose](): Promise<void>;
};

export async function makeHost(): Promise<Host> {
  const folder = await mkdtemp(join(tmpdir(), 'oto-update-'));
  const [origin, author, checkout, fake, bin] = ['origin', 'author', 'checkout', 'fake', 'bin'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const env = {
    ...process.env,
    ...SELF,
    GIT_CONFIG_GLOBAL: '/dev/null',
    FAKE: fake,
    OTO_STATE: join(folder, 'state'),
    OTO_ADDRESS: 'http://oto.test',
    OTO_TRIES: '2',
    OTO_PAUSE: '0',
    PATH: `${bin}:${process.env['PATH']}`,
  };
  const git = (cwd: string, ...args: readonly string[]) => execFileSync('git', args, { cwd, env, encoding: 'utf8' }).trim();
  for (const made of [author, bin, join(fake, 'images'), join(fake, 'containers')]) await mkdir(made, { recursive: true });
  for (const name of ['docker', 'curl']) {
    await copyFile(join(import.meta.dirname, `${name}.sh`), join(bin, name));
    await chmod(join(bin, name), 0o755);
  }
  git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', origin);
  git(author, 'init', '--quiet', '--initial-branch=main');
  git(author, 'remote', 'add', 'origin', origin);
  await mkdir(join(author, 'ops'));
  await mkdir(join(author, 'ops/deploy'));
  for (const name of ['update.sh', 'deploy/run-request.sh']) await copyFile(join(OPS, name), join(author, 'ops', name));
  git(author, 'add', '.');
  const commit = (words: string) => {
    git(author, 'commit', '--quiet', '--allow-empty', '--message', words);
    git(author, 'push', '--quiet', '--force', 'origin', 'main');
    return git(author, 'rev-parse', 'HEAD');
  };
  const first = commit('one');
  git(folder, 'clone', '--quiet', origin, checkout);
  for (const service of ['api', 'collab', 'postgres']) await writeFile(join(fake, 'containers', service), `sha256:${first}\n`);
  for (const service of ['api', 'collab']) await writeFile(join(fake, 'images', `oto_${service}`), `sha256:${first}\n`);

  const script = join(checkout, 'ops/update.sh');
  const token = join(folder, 'token');
  await writeFile(token, 'the-token-of-the-host');
  const run = (file: string, options: readonly string[], more: NodeJS.ProcessEnv): Promise<Ended> =>
    new Promise((done) => {
      execFile(file, options, { env: { ...env, ...more } }, (error, stdout, stderr) => {
        done({ code: error === null ? 0 : Number(error.code ?? 255), output: stdout + stderr });
      });
    });
  const take = async (name: string): Promise<string> => {
    const text = await readFile(join(fake, name), 'utf8').catch(() => '');
    await rm(join(fake, name), { force: true });
    return text;
  };
  return {
    commit,
    rewrite() {
      git(author, 'checkout', '--quiet', '--orphan', 'other');
      git(author, 'commit', '--quiet', '--message', 'another history');
      git(author, 'branch', '--quiet', '--force', 'main', 'other');
      git(author, 'push', '--quiet', '--force', 'origin', 'main');
    },
    head: () => git(checkout, 'rev-parse', 'HEAD'),
    wrong: (...lines) => writeFile(join(fake, 'wrong'), lines.map((line) => `${line}\n`).join('')),
    github: (answer) => writeFile(join(fake, 'ci'), answer),
    update: (options = [], more = {}) => run(script, options, more),
    ask: (id) => writeFile(join(fake, 'asked'), JSON.stringify({ id, commit: null })),
    turn: () => run(join(checkout, 'ops/deploy/run-request.sh'), [], { OTO_TOKEN_FILE: token }),
    told: async () => ({ words: await take('told'), credential: await take('credential') }),
    begin: (options = []) => spawn(script, options, { env, stdio: 'ignore', detached: true }),
    hangs: () =>
      new Promise((done) => {
        const seen = () => {
          if (!existsSync(join(fake, 'hangs'))) return;
          watcher.close();
          done();
        };
        const watcher = watch(fake, seen);
        seen();
      }),
    async running() {
      const services = await readdir(join(fake, 'containers'));
      return Object.fromEntries(
        services.map((name) => [
          name,
          readFileSync(join(fake, 'containers', name), 'utf8')
            .trim()
            .slice(7),
        ]),
      );
    },
    async prune() {
      for (const name of await readdir(join(fake, 'images'))) if (name.startsWith('oto-kept')) await rm(join(fake, 'images', name));
    },
    calls: async () => (await take('calls')).trim().split('\n'),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
