import { Kysely, PostgresDialect } from 'kysely';
import pino, { type Logger } from 'pino';
import { keepLog } from '@oto/schema/db/keep-log';
import type { Tables } from '@oto/schema/db/tables';
import { CENSORING } from '@oto/schema/log/censor';
import { LogSink } from '@oto/schema/log/log-sink';
import type { Config } from './config.ts';
import { discarding } from '@oto/schema/db/discarding';
import { lastingPool } from '@oto/schema/db/lasting-pool';

export type KeptLog = {
  readonly log: Logger;
  /** Stores what waits. Never rejects. */
  close(): Promise<void>;
};

/** Writes to the standard output, and into the log that operators read, by a connection of its own. */
export function openLog(config: Pick<Config, 'logLevel' | 'replica' | 'databaseUrl'>): KeptLog {
  const sink = new LogSink({ service: 'collab-server', replica: config.replica });
  const log = pino(
    {
      level: config.logLevel,
      base: { service: 'collab', replica: config.replica },
      ...CENSORING,
    },
    pino.multistream([
      { level: 'trace', stream: pino.destination(1) },
      { level: 'trace', stream: sink },
    ]),
  );
  const settings = {
    connectionString: config.databaseUrl,
    max: 1,
    connectionTimeoutMillis: 3_000,
    query_timeout: 5_000,
    application_name: 'oto-collab-log',
  };
  // What the sink could not store it tells itself.
  const pool = lastingPool(settings, () => undefined);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: discarding(pool) }) });
  sink.begin((lines) => keepLog(db, lines));
  return {
    log,
    async close() {
      await sink.close();
      await db.destroy().catch(() => undefined);
    },
  };
}
