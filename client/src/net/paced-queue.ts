/**
 * Lets keys through in bursts, and no faster than an allowance in the long run. Opening hundreds of
 * documents together makes the server close the socket; paced, all of them open.
 */
export interface PacedQueue {
  /** Asking twice for a waiting key changes nothing. */
  add(key: string): void;
  remove(key: string): void;
  /** What was started for this key has ended, well or not: another may start. */
  done(key: string): void;
  /** Those of these keys that wait go first, in this order. */
  prefer(keys: Iterable<string>): void;
  readonly waiting: number;
  destroy(): void;
}

export interface Pace {
  /** As many at once, and again after every `everyMs`. */
  readonly burst: number;
  readonly everyMs: number;
  /** Saved up at most, and refilled by this many a second. */
  readonly allowance: number;
  readonly perSecond: number;
  /** Started and not done, at most; any number when absent. */
  readonly together?: number;
}

/**
 * Below what a socket of the collab server bears: 150 opens at once, 30 a second, 100 unanswered. So few
 * together that what is looked at comes before the rest, and enough to fill a slow line.
 */
export const OPENING_PACE: Pace = { burst: 50, everyMs: 120, allowance: 130, perSecond: 25, together: 16 };

/** What was started and has not ended after this counts no more, milliseconds. */
export const FORGOTTEN_MS = 5000;

/** Below the 50 messages a second, 200 at once, that a socket may send; presence takes its part too. */
export const SENDING_PACE: Pace = { burst: 50, everyMs: 250, allowance: 100, perSecond: 20 };

export function pacedQueue(start: (key: string) => void, pace: Pace = OPENING_PACE, now: () => number = Date.now): PacedQueue {
  const { burst, everyMs, allowance, perSecond, together = Number.POSITIVE_INFINITY } = pace;
  const waiting = new Set<string>();
  /** When each began; in that order. */
  const started = new Map<string, number>();
  let left = burst;
  let saved = allowance;
  let refilled = now();
  let timer: ReturnType<typeof setTimeout> | null = null;

  const drain = (): void => {
    saved = Math.min(allowance, saved + ((now() - refilled) / 1000) * perSecond);
    refilled = now();
    for (const [key, at] of started) if (refilled - at >= FORGOTTEN_MS) started.delete(key);
    for (const key of waiting) {
      if (left === 0 || saved < 1 || started.size >= together) break;
      left--;
      saved--;
      waiting.delete(key);
      if (together < Number.POSITIVE_INFINITY) started.set(key, refilled);
      start(key);
    }
    if ((left < burst || waiting.size > 0) && timer === null) {
      timer = setTimeout(() => {
        timer = null;
        left = burst;
        drain();
      }, everyMs);
    }
  };

  return {
    add(key) {
      waiting.add(key);
      drain();
    },
    remove(key) {
      waiting.delete(key);
      if (started.delete(key)) drain();
    },
    done(key) {
      if (started.delete(key)) drain();
    },
    prefer(keys) {
      const rest = new Set(waiting);
      const first: string[] = [];
      for (const key of keys) if (rest.delete(key)) first.push(key);
      waiting.clear();
      for (const key of [...first, ...rest]) waiting.add(key);
    },
    get waiting() {
      return waiting.size;
    },
    destroy() {
      waiting.clear();
      started.clear();
      if (timer !== null) clearTimeout(timer);
    },
  };
}
