import type { Config } from '../config.ts';
import type { Deps } from '../deps.ts';
import { listen } from '../worker/wake.ts';
import { deliverDue, untilDue, type Ways } from './deliver.ts';
import { makeMailSender } from './mail-sender.ts';
import { makePushSender } from './push-sender.ts';

/** The longest sleep, should a wake be lost. */
const SLEEP_MS = 60_000;
const AFTER_TROUBLE_MS = 5000;

export function makeWays({ push, mail }: Pick<Config, 'push' | 'mail'>): Ways {
  return { push: push && makePushSender(push), email: mail && makeMailSender(mail) };
}

/** Delivers notifications as they come, beside other replicas. `stop` waits for what is being sent. */
export async function startDelivery(deps: Deps, ways: Ways): Promise<{ stop(): Promise<void> }> {
  if (ways.push === null && ways.email === null) return { stop: async () => undefined };
  const wake = await listen(deps.bus, 'delivery', () => true);
  const ending = new AbortController();
  const { signal } = ending;
  const run = async () => {
    while (!signal.aborted) {
      let sleep: number;
      try {
        while ((await deliverDue(deps, ways)) > 0 && !signal.aborted);
        sleep = Math.min(SLEEP_MS, (await untilDue(deps, ways)) ?? SLEEP_MS);
      } catch (error) {
        deps.log.error({ err: error }, 'notifications wait');
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
      ways.email?.close();
    },
  };
}
