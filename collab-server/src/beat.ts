import type { Logger } from 'pino';
import { lastingPool } from '@oto/schema/db/lasting-pool';
import type { Config } from './config.ts';

/** Milliseconds between two signs of life; whoever reads them bears two missed ones (api/src/status/probe). */
const BEAT_MS = 15_000;

/**
 * Says in the database that this replica lives, by a connection of its own, so that it goes on saying so while the
 * others are busy. The row stays when the process ends: another replica is there within a beat, or nobody is.
 */
export function startBeat({ databaseUrl, replica }: Pick<Config, 'databaseUrl' | 'replica'>, log: Logger): { stop(): Promise<void> } {
  const settings = {
    connectionString: databaseUrl,
    max: 1,
    connectionTimeoutMillis: 3_000,
    query_timeout: 5_000,
    application_name: 'oto-collab-beat',
  };
  const pool = lastingPool(settings, () => undefined);
  const beat = async () => {
    try {
      await pool.query(SAY, [replica]);
    } catch (error) {
      log.debug({ err: error }, 'no sign of life could be given');
    }
  };
  let running = beat();
  const timer = setInterval(() => {
    running = running.then(beat);
  }, BEAT_MS);
  return {
    async stop() {
      clearInterval(timer);
      await running;
      await pool.end().catch(() => undefined);
    },
  };
}

/** Replicas that are gone for a day are forgotten on the way. */
const SAY = `with gone as (delete from service_beat where service = 'collab' and at < now() - interval '1 day')
  insert into service_beat (service, replica, at) values ('collab', $1, now())
  on conflict (service, replica) do update set at = excluded.at`;
