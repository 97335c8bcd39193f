import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineContext } from '../engine.ts';
import { asEngineFailure, EngineFailure } from '../failure.ts';

/** What a request needs of a run: its end, and to tell that bytes came. */
export type Ear = { readonly signal: AbortSignal; alive(): void };

/** Everything that can end a run over HTTP: the person, the deadline, a server that says nothing for too long. */
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
  const silence = new AbortController();
  const over = new AbortController();
  const expiry = AbortSignal.timeout(Math.min(left, 2 ** 31 - 1));
  const signal = AbortSignal.any([context.signal, expiry, silence.signal, over.signal]);
  const timer = setTimeout(() => silence.abort(), silenceMs);
  return {
    signal,
    alive: () => void timer.refresh(),
    check: () => signal.throwIfAborted(),
    pause: async (ms) => {
      await sleep(ms, undefined, { signal });
    },
    explain: (thrown) => {
      if (context.signal.aborted) return new EngineFailure('cancelled', 'cancelled');
      if (thrown instanceof EngineFailure) return thrown;
      if (expiry.aborted) return new EngineFailure('timeout', 'deadline passed');
      if (silence.signal.aborted) return new EngineFailure('timeout', 'the server fell silent', true);
      return asEngineFailure(thrown, context.signal);
    },
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      over.abort();
    },
  };
}
