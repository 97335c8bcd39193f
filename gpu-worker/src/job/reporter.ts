import type { ProgressReport } from '@oto/schema/contract/worker';
import type { JobApi } from '../api/client.ts';
import { pause } from '../api/backoff.ts';
import type { Stopper } from './stop.ts';

/** At most four reports a second. */
const MIN_GAP_MS = 250;
/** A silent engine still keeps its lease. */
const HEARTBEAT_MS = 5000;

export type Reporter = {
  /** Latest wins. */
  report(report: Omit<ProgressReport, 'attempt'>): void;
  /** Ends after the report under way. */
  close(): Promise<void>;
};

/** Sends progress one at a time, newest first. A report that cannot be delivered is replaced by the next. */
export function reporter(api: JobApi, attempt: number, stop: Stopper): Reporter {
  const closing = new AbortController();
  const ends = AbortSignal.any([closing.signal, stop.signal]);
  let waiting: Omit<ProgressReport, 'attempt'> | null = null;
  let last: Omit<ProgressReport, 'attempt'> | null = null;
  let wake = Promise.withResolvers<null>();
  const loop = async (): Promise<void> => {
    while (!ends.aborted) {
      const beat = new AbortController();
      await Promise.race([wake.promise, pause(HEARTBEAT_MS, AbortSignal.any([ends, beat.signal]))]);
      beat.abort();
      wake = Promise.withResolvers<null>();
      const next = waiting ?? last;
      waiting = null;
      if (next === null || ends.aborted) continue;
      last = next;
      const answer = await api.progress({ attempt, ...next }, stop.signal);
      if (answer.ok ? answer.value.cancelled : false) stop.stop('cancelled');
      if (!answer.ok && answer.code === 'stale') stop.stop('stale');
      await pause(MIN_GAP_MS, ends);
    }
  };
  const running = loop();
  return {
    report: (report) => {
      waiting = report;
      wake.resolve(null);
    },
    close: async () => {
      closing.abort();
      wake.resolve(null);
      await running;
    },
  };
}
