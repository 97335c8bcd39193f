import { Worker } from 'node:worker_threads';
import pLimit from 'p-limit';
import type { Examined } from './examine.ts';

/** Longer takes only a file made to take long. */
const EXAMINE_MS = 5000;
const MEMORY_MB = 256;
/** Files waiting for the thread; more are asked to come again. */
const WAITING_MAX = 8;
const NOTHING: Examined = { mime: null, sourceType: null, credential: null };

/** Reads files of strangers in a thread of their own, one at a time, within bounds of time and memory. */
export type Examiner = {
  /** What the file says; nothing when it kept the thread too long or killed it. Null: too many are waiting. */
  examine(bytes: Uint8Array): Promise<Examined> | null;
};

export function startExaminer(thread: URL = new URL('./examine-thread.ts', import.meta.url), milliseconds = EXAMINE_MS): Examiner {
  const one = pLimit(1);
  let worker: Worker | null = null;
  const run = async (bytes: Uint8Array): Promise<Examined> => {
    worker ??= newWorker(thread);
    const examined = await ask(worker, bytes, milliseconds);
    if (examined !== null) return examined;
    const stuck = worker;
    worker = null;
    await stuck.terminate();
    return NOTHING;
  };
  return { examine: (bytes) => (one.pendingCount >= WAITING_MAX ? null : one(() => run(bytes))) };
}

function newWorker(thread: URL): Worker {
  const worker = new Worker(thread, { resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } });
  // Nobody waits for an idle thread when the process ends; a death is told to whoever asks.
  worker.unref();
  worker.on('error', () => undefined);
  return worker;
}

/** Null: it died, or took too long. */
function ask(worker: Worker, bytes: Uint8Array, milliseconds: number): Promise<Examined | null> {
  return new Promise((resolve) => {
    const settle = (examined: Examined | null) => {
      clearTimeout(timer);
      worker.off('message', settle);
      worker.off('error', die);
      worker.off('exit', die);
      resolve(examined);
    };
    const die = () => {
      settle(null);
    };
    const timer = setTimeout(die, milliseconds);
    worker.on('message', settle);
    worker.on('error', die);
    worker.on('exit', die);
    // Copied: the caller keeps its own.
    worker.postMessage(bytes, []);
  });
}
