import type { Deps } from '../deps.ts';
import { SAMPLE_MS, sampleStatus } from './sample.ts';

/** Looks at every part of the service beside other replicas, at once and then every minute. `stop` waits for the look under way. */
export function startStatus(deps: Deps): { stop(): Promise<void> } {
  const look = async () => {
    try {
      await sampleStatus(deps);
    } catch (error) {
      deps.log.warn({ err: error }, 'how the service is could not be measured');
    }
  };
  let running = look();
  // Oftener than the bound: whichever replica is the first after it looks.
  const timer = setInterval(() => {
    running = running.then(look);
  }, SAMPLE_MS / 4);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
