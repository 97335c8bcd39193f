import type { Kysely, Transaction } from 'kysely';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Tables } from '@oto/schema/db/tables';
import type { Tracing } from '@oto/schema/trace/tracing';
import type { Config } from './config.ts';
import type { Bus } from './database/bus.ts';
import type { Moderation } from './moderation/moderation.ts';
import type { Signer } from './pass/signer.ts';
import type { Payments } from './payment/payments.ts';

/** What every area is given; made once in main.ts, or by a test. */
export type Deps = {
  readonly db: Db;
  readonly pool: pg.Pool;
  readonly config: Config;
  readonly log: Logger;
  readonly signer: Signer;
  readonly bus: Bus;
  readonly moderation: Moderation;
  readonly payments: Payments;
  readonly tracing: Tracing;
  readonly now: () => Date;
};

export type Db = Kysely<Tables>;
export type Trx = Transaction<Tables>;
