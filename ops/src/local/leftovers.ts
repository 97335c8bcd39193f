import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Process ids of a run, so that the next one can end what a kill -9 of the runner left behind.
 * A process is only ended when its command line still names the entry file it was started with.
 */
type Entry = { readonly pid: number; readonly entry: string };

export class ProcessList {
  readonly #file: string;
  #entries: readonly Entry[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(file: string) {
    this.#file = file;
  }

  add(pid: number, entry: string): void {
    this.#entries = [...this.#entries.filter((old) => old.entry !== entry), { pid, entry }];
    const text = JSON.stringify(this.#entries);
    this.#writing = this.#writing.then(() => writeFile(this.#file, text));
  }

  async clear(): Promise<void> {
    await this.#writing;
    await rm(this.#file, { force: true });
  }

  /** Ends the previous run's services. Returns how many were still alive. */
  async endLeftovers(): Promise<number> {
    const text = await readFile(this.#file, 'utf8').catch(() => '[]');
    let entries: readonly Entry[] = [];
    try {
      entries = JSON.parse(text) as readonly Entry[];
    } catch {
      entries = [];
    }
    let ended = 0;
    for (const { pid, entry } of entries) {
      if (!(await commandLine(pid)).includes(entry)) continue;
      ended++;
      process.kill(pid, 'SIGTERM');
      for (let waited = 0; waited < 3000 && (await commandLine(pid)).includes(entry); waited += 50) await delay(50);
      if ((await commandLine(pid)).includes(entry)) process.kill(pid, 'SIGKILL');
    }
    await this.clear();
    return ended;
  }
}

/** Empty when the process is gone, or when the system does not show command lines. */
async function commandLine(pid: number): Promise<string> {
  return readFile(`/proc/${pid}/cmdline`, 'utf8').then(
    (text) => text.replaceAll('\0', ' '),
    () => '',
  );
}
