import { startDueLoop } from '../database/due-loop.ts';
import type { Deps } from '../deps.ts';
import { sendsMail } from '../identity/letters.ts';
import { sendNext, untilWaveDue } from './send-next.ts';

/** Gives out the invitations of open waves as they come due, beside other replicas. `stop` waits for the one under way. */
export async function startWaves(deps: Deps): Promise<{ stop(): Promise<void> }> {
  if (!sendsMail(deps.config)) return { stop: async () => undefined };
  return startDueLoop(deps, {
    channel: 'wave',
    what: 'waves',
    work: () => sendNext(deps),
    untilDue: () => untilWaveDue(deps),
    close: () => undefined,
  });
}
