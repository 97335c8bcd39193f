import { checkSync } from 'recheck';
import type { Ask, Judged } from './regex.ts';

/** One expression takes this long at most. */
const TIMEOUT_MS = 500;
/** Without a repetition that has no end, the steps on any text are bounded by the expression itself. */
const ENDLESS = /[*+]|\{\d+,\}/;

process.once('message', (asked: readonly Ask[]) => {
  const judged = asked.map(({ source, flags }): Judged => {
    if (!ENDLESS.test(source)) return { complexity: null, unknown: false };
    const found = checkSync(source, flags, { timeout: TIMEOUT_MS, checker: 'automaton' });
    return { complexity: found.status === 'vulnerable' ? found.complexity.summary : null, unknown: found.status === 'unknown' };
  });
  process.send?.(judged);
});
