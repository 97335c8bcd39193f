import { readLine, type LogSource, type NewLine } from './read-line.ts';

/** Hands lines on, oldest first. It may reject; the lines are then lost, and counted. */
export type StoreLines = (lines: readonly NewLine[]) => Promise<unknown>;

/** Lines that wait at most: so many of little weight, and as many warnings and errors, which no flood of the former pushes out. */
export const WAITING_MAX = 1000;
/** Lines handed on at once, and one that tells of those that were dropped. */
export const BATCH_MAX = 199;
const EVERY_MS = 500;
/** A store that does not answer is given up after this. */
const STORE_MS = 5000;

const GRAVE = /^\{"level":[4-6]0,/;

type Waiting = { readonly text: string; readonly isGrave: boolean };

/**
 * Where a logger also writes: its lines wait in memory, are read and scrubbed in batches, and handed to
 * a store. It never blocks and never throws. What does not fit, or could not be stored, is dropped, and
 * a later line says how many were.
 */
export class LogSink {
  readonly #source: LogSource;
  readonly #everyMs: number;
  #store: StoreLines | null = null;
  #waiting: Waiting[] = [];
  #grave = 0;
  #dropped = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #storing: Promise<void> | null = null;
  #isClosed = false;

  constructor(source: LogSource, everyMs: number = EVERY_MS) {
    this.#source = source;
    this.#everyMs = everyMs;
  }

  /** As a stream that pino writes to. */
  write(text: string): void {
    if (this.#isClosed) return;
    const isGrave = GRAVE.test(text);
    const alike = isGrave ? this.#grave : this.#waiting.length - this.#grave;
    if (alike >= WAITING_MAX) {
      this.#dropped++;
      return;
    }
    this.#waiting.push({ text, isGrave });
    if (isGrave) this.#grave++;
    this.#schedule();
  }

  /** From now on lines are stored, those that wait first. */
  begin(store: StoreLines): void {
    this.#store = store;
    this.#schedule();
  }

  /** Stores what waits and takes nothing more. Never rejects. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#isClosed = true;
    await this.#storing;
    const rounds = Math.ceil(this.#waiting.length / BATCH_MAX);
    for (let round = 0; round < rounds; round++) await this.#flush();
  }

  #schedule(): void {
    if (this.#timer !== undefined || this.#storing || this.#store === null || this.#isClosed || this.#waiting.length === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#storing = this.#flush().finally(() => {
        this.#storing = null;
        this.#schedule();
      });
    }, this.#everyMs);
    unref(this.#timer);
  }

  async #flush(): Promise<void> {
    const store = this.#store;
    if (store === null || this.#waiting.length === 0) return;
    const taken = this.#waiting.splice(0, BATCH_MAX);
    this.#grave -= taken.filter((one) => one.isGrave).length;
    const lines = taken.flatMap(({ text }) => readLine(text, this.#source) ?? []);
    const told = this.#dropped + taken.length - lines.length;
    this.#dropped = 0;
    try {
      await within(STORE_MS, store(told > 0 ? [...lines, droppedLine(this.#source, told)] : lines));
    } catch {
      this.#dropped += told + lines.length;
    }
  }
}

function droppedLine(source: LogSource, dropped: number): NewLine {
  const at = new Date().toISOString();
  return { at, ...source, level: 'warn', message: 'log lines were dropped', requestId: null, fields: { dropped } };
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const late = Promise.withResolvers<never>();
  const alarm = setTimeout(() => late.reject(new Error('not stored in time')), ms);
  try {
    await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(alarm);
  }
}

/** In Node a timer would keep the process; in a browser it is a number. */
function unref(timer: unknown): void {
  if (typeof timer === 'object' && timer !== null && 'unref' in timer && typeof timer.unref === 'function') timer.unref();
}
