import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Tables } from '@oto/schema/db/tables';
import type { Config } from '../config.ts';
import { startBus } from '../database/bus.ts';
import type { Deps } from '../deps.ts';
import { makeApp } from '../http/app.ts';
import { startModeration } from '../moderation/moderation.ts';
import { makeSigner } from '../pass/signer.ts';
import { startPayments } from '../payment/payments.ts';
import { postBy } from '../payment/test-desk/post.ts';
import { sendTo, TEST_ORIGIN, type TestApi } from './api.ts';

export type Replica = Pick<TestApi, 'deps' | 'send'> & {
  /** Ends its streams and lets waiting workers go, as a process does that is told to stop. */
  leave(): void;
  [Symbol.asyncDispose](): Promise<void>;
};

/** Another api over the same database and media, with connections, caches and counters of its own. */
export async function replicaOf({ deps: first }: Pick<TestApi, 'deps'>, overrides: Partial<Config> = {}): Promise<Replica> {
  const config = { ...first.config, ...overrides };
  const { log } = first;
  const pool = new pg.Pool({ connectionString: config.databaseUrl, max: 6 });
  pool.on('error', () => undefined);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const bus = await startBus(config.databaseUrl, log);
  const moderation = await startModeration(db, bus, config, log);
  const payments = await startPayments(config, db);
  const signer = await makeSigner(config.signingKey, config.retiredKeys);
  const deps: Deps = { ...first, db, pool, config, bus, moderation, payments, signer };
  const app = await makeApp(deps);
  payments.desk?.postTo(postBy((url, init) => Promise.resolve(app.hono.request(url, init)), TEST_ORIGIN));
  return {
    deps,
    send: sendTo(app.hono),
    leave: () => app.close(),
    async [Symbol.asyncDispose]() {
      app.close();
      await payments.close();
      moderation.close();
      await bus.close();
      await db.destroy();
    },
  };
}
