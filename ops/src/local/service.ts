import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

/** One service process, kept alive: it is started again when it dies, at most once a second. */
export type Service = { readonly name: string; pid(): number | undefined; stop(): Promise<void> };

export type ServiceOptions = {
  readonly name: string;
  readonly entry: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  /** A warning or error line of the service, already in words. */
  readonly onTrouble: (line: string) => void;
  readonly onPid: (pid: number) => void;
};

const STOP_WITHIN_MS = 8_000;
/** Pino's numeric level of a warning. */
const WARN = 40;

export function startService(options: ServiceOptions): Service {
  const log = createWriteStream(options.logFile, { flags: 'a' });
  let child: ChildProcess | undefined;
  const stopping = new AbortController();
  const run = async () => {
    while (!stopping.signal.aborted) {
      const code = await runOnce(options, log, (started) => (child = started));
      if (stopping.signal.aborted) break;
      options.onTrouble(`${options.name} stopped (${code}); starting it again`);
      await delay(500);
    }
    log.end();
  };
  const done = run();
  return {
    name: options.name,
    pid: () => child?.pid,
    async stop() {
      stopping.abort();
      child?.kill('SIGTERM');
      const killer = setTimeout(() => child?.kill('SIGKILL'), STOP_WITHIN_MS);
      await done;
      clearTimeout(killer);
    },
  };
}

function runOnce(options: ServiceOptions, log: WriteStream, onStart: (child: ChildProcess) => void): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [options.entry], { cwd: options.cwd, env: options.env, stdio: ['ignore', 'pipe', 'pipe'] });
    onStart(child);
    if (child.pid !== undefined) options.onPid(child.pid);
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        log.write(`${line}\n`);
        const trouble = troubleOf(line);
        if (trouble !== null) options.onTrouble(`${options.name}: ${trouble}`);
      });
    }
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`));
  });
}

function troubleOf(line: string): string | null {
  if (!line.startsWith('{')) return line.trim() === '' ? null : line;
  try {
    const entry = JSON.parse(line) as { level?: unknown; msg?: unknown; err?: { message?: unknown } };
    if (typeof entry.level !== 'number' || entry.level < WARN) return null;
    const cause = typeof entry.err?.message === 'string' ? ` — ${entry.err.message}` : '';
    return `${typeof entry.msg === 'string' ? entry.msg : ''}${cause}`;
  } catch {
    return line;
  }
}
