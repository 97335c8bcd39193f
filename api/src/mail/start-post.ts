import type { Deps } from '../deps.ts';
import type { MailSender } from '../notification/mail-sender.ts';
import { listen } from '../worker/wake.ts';
import { sendDueMails, untilMailDue } from './send-due.ts';

/** The longest sleep, should a wake be lost. */
const SLEEP_MS = 60_000;
const AFTER_TROUBLE_MS = 5000;

/** Sends mails as they come, beside other replicas; without a sender they only lie there. `stop` waits for what is being sent. */
export async function startPost(deps: Deps, sender: MailSender | null): Promise<{ stop(): Promise<void> }> {
  if (sender === null) return { stop: async () => undefined };
  const wake = await listen(deps.bus, 'mail', () => true);
  const ending = new AbortController();
  const { signal } = ending;
  const run = async () => {
    while (!signal.aborted) {
      let sleep: number;
      try {
        while ((await sendDueMails(deps, sender)) > 0 && !signal.aborted);
        sleep = Math.min(SLEEP_MS, (await untilMailDue(deps)) ?? SLEEP_MS);
      } catch (error) {
        deps.log.error({ err: error }, 'mails wait');
        sleep = AFTER_TROUBLE_MS;
      }
      await wake.next(Math.max(1, sleep), signal);
    }
  };
  const running = run();
  return {
    async stop() {
      ending.abort();
      await running;
      wake.close();
      sender.close();
    },
  };
}
