import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

/** One service process, kept alive: it is started again whenever it dies. */
export type Service = {
  readonly name: string;
  pid(): number | undefined;
  /** Ends it as an update does and starts it again, with these variables beside its own; resolves when the old one has ended. */
  restart(more?: NodeJS.ProcessEnv): Promise<void>;
  stop(): Promise<void>;
};

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
/** A service that dies sooner than this is started again ever more slowly. */
const STEADY_MS = 10_000;
const FIRST_PAUSE_MS = 300;
const LAST_PAUSE_MS = 10_000;
/** Pino's numeric level of a warning. */
const WARN = 40;

export function startService(options: ServiceOptions): Service {
  const log = createWriteStream(options.logFile, { flags: 'a' });
  let child: ChildProcess | undefined;
  const stopping = new AbortController();
  let pause = FIRST_PAUSE_MS / 2;
  let env = options.env;
  let isAsked = false;
  const run = async () => {
    while (!stopping.signal.aborted) {
      const started = performance.now();
      const end = await runOnce({ ...options, env }, log, (process) => (child = process));
      if (stopping.signal.aborted) break;
      if (isAsked) {
        isAsked = false;
        continue;
      }
      pause = performance.now() - started > STEADY_MS ? FIRST_PAUSE_MS : Math.min(pause * 2, LAST_PAUSE_MS);
      options.onTrouble(`${options.name} stopped (${end}); starting it again. Log: ${options.logFile}`);
      await delay(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    log.end();
  };
  const done = run();
  return {
    name: options.name,
    pid: () => child?.pid,
    async restart(more = {}) {
      env = { ...options.env, ...more };
      const old = child;
      if (old === undefined || old.exitCode !== null || old.signalCode !== null) return;
      isAsked = true;
      const ended = once(old, 'close');
      old.kill('SIGTERM');
      const killer = setTimeout(() => old.kill('SIGKILL'), STOP_WITHIN_MS);
      await ended;
      clearTimeout(killer);
    },
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
    let reason = '';
    onStart(child);
    if (child.pid !== undefined) options.onPid(child.pid);
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        log.write(`${line}\n`);
        if (/^\w*Error\b/.test(line)) reason = line;
        const trouble = troubleOf(line);
        if (trouble !== null) options.onTrouble(`${options.name}: ${trouble}`);
      });
    }
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve([signal ?? `code ${code}`, reason].filter((part) => part !== '').join(', ')));
  });
}

/** Lines that are no log entries, such as a stack trace, stay in the log file. */
function troubleOf(line: string): string | null {
  if (!line.startsWith('{')) return null;
  try {
    const entry = JSON.parse(line) as { level?: unknown; msg?: unknown; err?: { message?: unknown } };
    if (typeof entry.level !== 'number' || entry.level < WARN) return null;
    const cause = typeof entry.err?.message === 'string' ? ` — ${entry.err.message}` : '';
    return `${typeof entry.msg === 'string' ? entry.msg : ''}${cause}`;
  } catch {
    return null;
  }
}
