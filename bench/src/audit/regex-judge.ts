import { checkSync } from 'recheck';
import type { Ask, Judged } from './check/regexes.ts';

/** One expression takes this long at most. */
const TIMEOUT_MS = 4_000;

process.once('message', (asked: readonly Ask[]) => {
  const judged = asked.map(({ source, flags }): Judged => {
    const found = checkSync(source, flags, { timeout: TIMEOUT_MS });
    return { complexity: found.status === 'vulnerable' ? found.complexity.summary : null, unknown: found.status === 'unknown' };
  });
  process.send?.(judged);
});
