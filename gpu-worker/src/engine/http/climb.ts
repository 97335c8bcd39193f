import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineEvent } from '../engine.ts';

type Progress = Extract<EngineEvent, { type: 'progress' }>;

/** Progress that never falls and says it is whole only at its end. */
export type Climb = { to(share: number, stage?: string): Progress; end(stage?: string): Progress };

/** Nothing below the top is told as the top. */
const NEARLY = 0.99;
const TICK_MS = 1000;

export function climb(stage: string): Climb {
  let height = 0;
  const at = (value: number, name: string): Progress => ({ type: 'progress', value, max: 1, stage: name });
  return {
    to: (share, name = stage) => {
      height = Math.max(height, Math.min(NEARLY, Number.isFinite(share) ? share : 0));
      return at(height, name);
    },
    end: (name = stage) => at(1, name),
  };
}

/** A part of a climb, itself climbed from 0 to 1. */
export function stretch(path: Climb, from: number, to: number): Climb {
  return { to: (share, stage) => path.to(from + (to - from) * Math.min(1, share), stage), end: (stage) => path.to(to, stage) };
}

/** The share of work done after `elapsedMs`, where the server tells none: it rises and never arrives. */
export function guessedShare(elapsedMs: number, expectedMs: number): number {
  return 0.95 * (1 - Math.exp(-elapsedMs / Math.max(1, expectedMs)));
}

/** Waits for `work` and tells a guessed progress meanwhile. */
export async function* meanwhile<T>(work: Promise<T>, path: Climb, expectedMs: number): AsyncGenerator<EngineEvent, T> {
  const began = performance.now();
  yield path.to(0);
  // Its end is told by the await below; leaving early must not leave an unheard rejection.
  work.catch(() => {});
  const waiting = Symbol('waiting');
  for (;;) {
    const done = new AbortController();
    try {
      const first = await Promise.race([work, sleep(TICK_MS, waiting, { signal: done.signal })]);
      if (first !== waiting) return first;
    } finally {
      done.abort();
    }
    yield path.to(guessedShare(performance.now() - began, expectedMs));
  }
}
