import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../../collab-server/src/main.ts', import.meta.url));
const READY_WITHIN_MS = 30_000;

/** One collab server in a process of its own, on a port that stays its own from one life to the next. */
export class Replica {
  readonly name: string;
  readonly port: number;
  readonly #env: NodeJS.ProcessEnv;
  readonly #log: string;
  #process: ChildProcess | null = null;

  constructor(name: string, port: number, log: string, env: NodeJS.ProcessEnv) {
    this.name = name;
    this.port = port;
    this.#log = log;
    this.#env = env;
  }

  /** Resolves when it answers; its port is bound by then. */
  async start(): Promise<void> {
    const log = createWriteStream(this.#log, { flags: 'a' });
    const child = spawn(process.execPath, [MAIN], { env: this.#env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process = child;
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    child.once('close', () => log.end());
    let last = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (words: Buffer) => (last = `${last}${words.toString()}`.slice(-2_000)));
    for (const end = Date.now() + READY_WITHIN_MS; !(await this.isHealthy()); await delay(50)) {
      if (child.exitCode !== null) throw new Error(`${this.name} ended with code ${child.exitCode}: ${last}`);
      if (Date.now() > end) throw new Error(`${this.name} did not answer within ${READY_WITHIN_MS / 1000} s`);
    }
  }

  signal(signal: NodeJS.Signals): void {
    if (this.#process?.kill(signal) !== true) throw new Error(`${this.name} is not there to be sent ${signal}`);
  }

  /** Resolves when the process is gone. */
  async gone(): Promise<void> {
    const child = this.#process;
    if (child && child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }

  isHealthy(): Promise<boolean> {
    return fetch(`http://127.0.0.1:${this.port}/healthz`, { signal: AbortSignal.timeout(2_000) }).then(
      (answer) => answer.ok,
      () => false,
    );
  }

  /** SIGCONT comes first: a stopped process hears nothing else. */
  async stop(): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGCONT');
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), 8_000);
    await this.gone();
    clearTimeout(killer);
  }
}
