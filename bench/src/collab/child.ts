import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Ask, Usage } from './probe.ts';

const PROBE = new URL('probe.ts', import.meta.url).href;
const STOP_MS = 8_000;

/** A process of its own that is spoken to over IPC and measured from inside. */
export class Child {
  readonly #process: ChildProcess;

  /** Runs `script`, a file URL, on this Node. */
  constructor(script: URL, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
    this.#process = fork(fileURLToPath(script), args, {
      env: { ...process.env, ...env },
      execArgv: ['--expose-gc', '--import', PROBE],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      serialization: 'advanced',
    });
  }

  send(message: object): void {
    this.#process.send(message);
  }

  /** The next message that has `key`; rejects when the process ends first. */
  next<T>(key: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const gone = (code: number | null, signal: string | null) => {
        this.#process.off('message', hear);
        reject(new Error(`a measured process ended (${signal ?? `code ${code}`})`));
      };
      const hear = (message: unknown) => {
        if (typeof message !== 'object' || message === null || !(key in message)) return;
        this.#process.off('message', hear);
        this.#process.off('exit', gone);
        resolve((message as { readonly [name: string]: T })[key] as T);
      };
      this.#process.on('message', hear);
      this.#process.once('exit', gone);
    });
  }

  /** With `collect` garbage is collected first, so that the memory is what is held. */
  async usage(collect = false): Promise<Usage> {
    const answer = this.next<Usage>('usage');
    this.send({ ask: 'usage', collect } satisfies Ask);
    return answer;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    const killer = setTimeout(() => this.#process.kill('SIGKILL'), STOP_MS);
    await ended;
    clearTimeout(killer);
  }
}
