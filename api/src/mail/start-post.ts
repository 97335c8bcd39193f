import { startDueLoop } from '../database/due-loop.ts';
import type { Deps } from '../deps.ts';
import type { MailSender } from '../notification/mail-sender.ts';
import { sendDueMails, untilMailDue } from './send-due.ts';

/** Sends mails as they come, beside other replicas; without a sender they only lie there. `stop` waits for what is being sent. */
export async function startPost(deps: Deps, sender: MailSender | null): Promise<{ stop(): Promise<void> }> {
  if (sender === null) return { stop: async () => undefined };
  return startDueLoop(deps, {
    channel: 'mail',
    what: 'mails',
    work: () => sendDueMails(deps, sender),
    untilDue: () => untilMailDue(deps),
    close: () => sender.close(),
  });
}
