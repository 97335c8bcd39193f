import type { Region } from '@oto/schema/board/roots';
import { plotKey, type Plot } from '@oto/schema/geometry/lattice';

/** Shows regions in the order in which they came, a few a frame. */
export interface ShowQueue {
  /** A region that comes again takes the place of its former self. */
  add(plot: Plot, region: Region): void;
  drop(key: string): void;
  destroy(): void;
}

/** A region takes some milliseconds to read and to draw, and many come together. */
export const BUDGET_MS = 6;
/** One frame. By the clock and not by frames, which may be slow or, in a hidden page, none. */
export const WINDOW_MS = 16;

export function showQueue(show: (plot: Plot, region: Region) => void, now: () => number = () => performance.now()): ShowQueue {
  const waiting = new Map<string, { readonly plot: Plot; readonly region: Region }>();
  let began = Number.NEGATIVE_INFINITY;
  let spent = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const run = (): void => {
    if (now() - began >= WINDOW_MS) {
      began = now();
      spent = 0;
    }
    for (const [key, { plot, region }] of waiting) {
      if (spent >= BUDGET_MS) break;
      waiting.delete(key);
      const before = now();
      show(plot, region);
      spent += now() - before;
    }
    if (waiting.size === 0) return;
    clearTimeout(timer);
    timer = setTimeout(run, Math.max(1, WINDOW_MS - (now() - began)));
  };

  return {
    add(plot, region) {
      waiting.set(plotKey(plot), { plot, region });
      run();
    },
    drop: (key) => void waiting.delete(key),
    destroy() {
      clearTimeout(timer);
      waiting.clear();
    },
  };
}
