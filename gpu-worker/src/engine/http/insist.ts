import { EngineFailure } from '../failure.ts';
import type { Watch } from './watch.ts';

const TRIES = 5;

/** Repeats a harmless question while it fails in passing (no connection, 429, 5xx): five tries in all, `everyMs` apart. */
export async function insist<T>(watch: Watch, everyMs: number, ask: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await ask();
    } catch (thrown) {
      const passing = thrown instanceof EngineFailure && thrown.code === 'unavailable' && thrown.retryable;
      if (!passing || tried === TRIES) throw thrown;
    }
    await watch.pause(everyMs);
  }
}
