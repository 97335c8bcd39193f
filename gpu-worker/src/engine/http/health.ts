import type { Health } from '../engine.ts';
import type { Ear } from './watch.ts';

const PATIENCE_MS = 3000;
const DETAIL = 300;

/** `look` answers null, or what is missing in a few words for operators. What it throws is unhealthy too. */
export async function healthOf(look: (ear: Ear) => Promise<string | null>): Promise<Health> {
  try {
    const missing = await look({ signal: AbortSignal.timeout(PATIENCE_MS), silenceMs: PATIENCE_MS });
    return missing === null ? { healthy: true } : { healthy: false, detail: missing.slice(0, DETAIL) };
  } catch (thrown) {
    return { healthy: false, detail: (thrown instanceof Error ? thrown.message : String(thrown)).slice(0, DETAIL) };
  }
}
