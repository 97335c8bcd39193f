import type { Engine, Health } from '../engine.ts';

/** Milliseconds for which an answer holds. */
const FRESH_MS = 4000;

/**
 * The engine, asked for its health at most once in a while: a worker wants to know before every
 * claim, and a server that is away must not hold up the engines that are there. An older answer is
 * given while a new one is on its way; only the very first is waited for.
 */
export function remembered(engine: Engine, now: () => number = Date.now): Engine {
  let known: { readonly at: number; readonly health: Health } | null = null;
  let asking: Promise<Health> | null = null;
  const ask = (): Promise<Health> => {
    asking ??= engine
      .health()
      .catch((thrown: unknown): Health => ({ healthy: false, detail: String(thrown) }))
      .then((health) => {
        known = { at: now(), health };
        asking = null;
        return health;
      });
    return asking;
  };
  return {
    ...engine,
    health: async () => {
      if (known === null) return ask();
      if (now() - known.at >= FRESH_MS) void ask();
      return known.health;
    },
  };
}
