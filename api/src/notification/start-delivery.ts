import type { Config } from '../config.ts';
import { startDueLoop } from '../database/due-loop.ts';
import type { Deps } from '../deps.ts';
import { deliverDue, mailLimit, untilDue, type Ways } from './deliver.ts';
import { makeMailSender } from './mail-sender.ts';
import { makePushSender } from './push-sender.ts';

export function makeWays({ push, mail }: Pick<Config, 'push' | 'mail'>): Ways {
  return { push: push && makePushSender(push), email: mail && makeMailSender(mail) };
}

/** Delivers notifications as they come, beside other replicas. `stop` waits for what is being sent. */
export async function startDelivery(deps: Deps, ways: Ways): Promise<{ stop(): Promise<void> }> {
  if (ways.push === null && ways.email === null) return { stop: async () => undefined };
  const mails = mailLimit(deps.pool);
  return startDueLoop(deps, {
    channel: 'delivery',
    what: 'notifications',
    work: () => deliverDue(deps, ways, mails),
    untilDue: () => untilDue(deps, ways),
    close: () => ways.email?.close(),
  });
}
