import type { Deps } from '../deps.ts';
import { trialBalance } from '../ledger/trial-balance.ts';

/** Milliseconds: adding up every transfer takes longer than a scrape may, and the books change slowly. */
const EVERY_MS = 300_000;

export type Books = { readonly drift: number; readonly faults: number };

/** The trial balance as it last was, asked for anew in the background when it is old. Null until there is one. */
export function watchBooks(deps: Pick<Deps, 'db' | 'now' | 'log'>): () => Books | null {
  let last: Books | null = null;
  let askedAt = -EVERY_MS;
  const ask = async () => {
    try {
      const { total, faults } = await trialBalance(deps);
      last = { drift: Math.abs(total), faults: faults.length };
    } catch (error) {
      deps.log.warn({ err: error }, 'the books could not be added up');
    }
  };
  return () => {
    if (performance.now() - askedAt >= EVERY_MS) {
      askedAt = performance.now();
      void ask();
    }
    return last;
  };
}
