import type { Log } from '../../log.ts';
import type { Ear } from './watch.ts';

/** Milliseconds. A cancel has to be prompt for the person too. */
const PATIENCE_MS = 1000;

/** Tells a server to stop what nobody waits for any more, under a signal of its own. A server that is away is left alone. */
export async function lastWord(log: Log, say: (ear: Ear) => Promise<unknown>): Promise<void> {
  try {
    await say({ signal: AbortSignal.timeout(PATIENCE_MS), silenceMs: PATIENCE_MS });
  } catch (thrown) {
    log.debug({ error: String(thrown) }, 'the server did not hear that its work is over');
  }
}
