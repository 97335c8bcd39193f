import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineContext } from '../engine.ts';
import { asEngineFailure, EngineFailure } from '../failure.ts';

/** What a request needs of a run. */
export type Ear = {
  readonly signal: AbortSignal;
  /** Milliseconds without a byte before the server counts as silent. */
  readonly silenceMs: number;
};

/** Everything that can end a run over HTTP from our side: the person, the deadline, or nobody listening any more. */
export type Watch = Ear & {
  /** Throws when the run has ended. Called before a result is told, so that a cancelled run tells none. */
  check(): void;
  /** Throws when the run ends meanwhile. */
  pause(ms: number): Promise<void>;
  explain(thrown: unknown): EngineFailure;
  /** Leaves what is still on its way. */
  [Symbol.dispose](): void;
};

/** Throws EngineFailure when the run has ended before it began. */
export function watchOf(context: EngineContext, silenceMs: number): Watch {
  if (context.signal.aborted) throw new EngineFailure('cancelled', 'cancelled before start');
  const left = context.deadline - Date.now();
  if (left <= 0) throw new EngineFailure('timeout', 'deadline passed before start');
  const over = new AbortController();
  const expiry = AbortSignal.timeout(Math.min(left, 2 ** 31 - 1));
  const signal = AbortSignal.any([context.signal, expiry, over.signal]);
  return {
    signal,
    silenceMs,
    check: () => signal.throwIfAborted(),
    pause: async (ms) => {
      await sleep(ms, undefined, { signal });
    },
    explain: (thrown) => {
      if (context.signal.aborted) return new EngineFailure('cancelled', 'cancelled');
      if (thrown instanceof EngineFailure) return thrown;
      if (expiry.aborted) return new EngineFailure('timeout', 'deadline passed');
      return asEngineFailure(thrown, context.signal);
    },
    [Symbol.dispose]: () => over.abort(),
  };
}
