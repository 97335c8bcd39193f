import { setTimeout as delay } from 'node:timers/promises';
import { startEmbeddedPostgres, type EmbeddedOptions, type RunningPostgres } from './embedded.ts';

/** A PostgreSQL that is started again, at the same address, whenever it dies. */
export type KeptPostgres = Pick<RunningPostgres, 'url' | 'adminUrl' | 'stop'> & {
  /** Process id of the postmaster; undefined while there is none. */
  pid(): number | undefined;
};

/** The last processes of a killed server need a moment; until they are gone no other may start. */
const FIRST_PAUSE_MS = 50;
const LAST_PAUSE_MS = 2_000;

/**
 * Starts the cluster and keeps it up: a server that dies is started again and recovers what was
 * committed from its log. Rejects when the first start fails; a later one is tried until `stop`.
 */
export async function keepPostgres(options: EmbeddedOptions, onTrouble: (line: string) => void): Promise<KeptPostgres> {
  let running: RunningPostgres | null = await startEmbeddedPostgres(options);
  const { url, adminUrl, restart } = running;
  const stopping = new AbortController();

  const startAgain = async (): Promise<RunningPostgres | null> => {
    for (let pause = FIRST_PAUSE_MS; !stopping.signal.aborted; pause = Math.min(pause * 2, LAST_PAUSE_MS)) {
      const started = await restart().catch((error: unknown) => {
        if (pause === LAST_PAUSE_MS) onTrouble(error instanceof Error ? error.message : String(error));
        return null;
      });
      if (started) return started;
      await delay(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    return null;
  };
  const keep = async (): Promise<void> => {
    while (running) {
      await running.ended;
      running = null;
      if (stopping.signal.aborted) return;
      onTrouble('PostgreSQL stopped; starting it again');
      running = await startAgain();
      if (running && stopping.signal.aborted) await running.stop();
    }
  };
  const done = keep();
  return {
    url,
    adminUrl,
    pid: () => running?.pid,
    async stop() {
      stopping.abort();
      await running?.stop();
      await done;
    },
  };
}
