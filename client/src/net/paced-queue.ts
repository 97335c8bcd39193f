/**
 * Lets keys through in bursts: `burst` at once, then as many again after every `everyMs`. Opening
 * hundreds of documents together makes the server close the socket; paced, all of them open.
 */
export interface PacedQueue {
  /** Asking twice for a waiting key changes nothing. */
  add(key: string): void;
  remove(key: string): void;
  readonly waiting: number;
  destroy(): void;
}

export const OPENS_PER_BURST = 50;
export const BURST_EVERY_MS = 120;

export function pacedQueue(start: (key: string) => void, burst = OPENS_PER_BURST, everyMs = BURST_EVERY_MS): PacedQueue {
  const waiting = new Set<string>();
  let left = burst;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const drain = (): void => {
    for (const key of waiting) {
      if (left === 0) break;
      left--;
      waiting.delete(key);
      start(key);
    }
    if (left < burst && timer === null) {
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
    },
    get waiting() {
      return waiting.size;
    },
    destroy() {
      waiting.clear();
      if (timer !== null) clearTimeout(timer);
    },
  };
}
