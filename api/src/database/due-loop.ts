import type { Deps } from '../deps.ts';
import { listen } from '../worker/wake.ts';
import type { Channel } from './bus.ts';

/** The longest sleep, should a wake be lost. */
const SLEEP_MS = 60_000;
const AFTER_TROUBLE_MS = 5000;

export type Due = {
  /** Of NOTIFY: something new waits. */
  readonly channel: Channel;
  /** For the log, when it fails: what waits. */
  readonly what: string;
  /** Does a part of what is due; how much it was. Called again until 0. */
  work(): Promise<number>;
  /** Milliseconds until something is due; null when nothing waits. */
  untilDue(): Promise<number | null>;
  close(): void;
};

/** Works off rows as they come due, beside other replicas. `stop` waits for what is under way. */
export async function startDueLoop({ bus, log }: Pick<Deps, 'bus' | 'log'>, due: Due): Promise<{ stop(): Promise<void> }> {
  const wake = await listen(bus, due.channel, () => true);
  const ending = new AbortController();
  const { signal } = ending;
  const run = async () => {
    while (!signal.aborted) {
      let sleep: number;
      try {
        while ((await due.work()) > 0 && !signal.aborted);
        sleep = Math.min(SLEEP_MS, (await due.untilDue()) ?? SLEEP_MS);
      } catch (error) {
        log.error({ err: error }, `${due.what} wait`);
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
      due.close();
    },
  };
}
