import type { JobApi } from '../api/client.ts';
import { backoffMs, pause } from '../api/backoff.ts';

/** Why a run ends before its engine is done. */
export type StopReason = 'cancelled' | 'stale' | 'deadline' | 'drain';

const POLL_MS = 20_000;

export type Stopper = {
  readonly signal: AbortSignal;
  /** The first reason stands. */
  stop(reason: StopReason): void;
  reason(): StopReason | null;
  [Symbol.dispose](): void;
};

/** One signal for everything that can end a run: the person, another attempt, the clock, our own shutdown. */
export function stopper(deadline: number, drain: AbortSignal): Stopper {
  const controller = new AbortController();
  let reason: StopReason | null = null;
  const stop = (why: StopReason): void => {
    if (reason !== null) return;
    reason = why;
    controller.abort();
  };
  const onDrain = (): void => stop('drain');
  if (drain.aborted) stop('drain');
  drain.addEventListener('abort', onDrain, { once: true });
  const timer = setTimeout(() => stop('deadline'), Math.min(Math.max(0, deadline - Date.now()), 2 ** 31 - 1));
  return {
    signal: controller.signal,
    stop,
    reason: () => reason,
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      drain.removeEventListener('abort', onDrain);
    },
  };
}

/** Listens for the person's cancel until `until`; an api that is away only delays it. */
export async function watchCancel(api: JobApi, stop: Stopper, until: AbortSignal): Promise<void> {
  const ends = AbortSignal.any([until, stop.signal]);
  for (let failures = 0; !ends.aborted;) {
    const answer = await api.signal(POLL_MS, ends);
    if (answer.ok) {
      failures = 0;
      if (answer.value.cancelled) stop.stop('cancelled');
      // An api that answers at once must not be asked in a tight loop.
      else await pause(50, ends);
      continue;
    }
    if (answer.code === 'stale') stop.stop('stale');
    if (answer.code === 'stopped' || answer.code === 'stale') return;
    failures += 1;
    await pause(200 + backoffMs(failures, Math.random), ends);
  }
}
