import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { inject } from 'vitest';
import { migrate } from '@oto/schema/db/migrate';

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection URL of the test server's maintenance database. */
    readonly postgresAdminUrl: string;
  }
}

export const TEMPLATE_DATABASE = 'oto_template';

export type TestDatabase = { readonly url: string; [Symbol.asyncDispose](): Promise<void> };

/**
 * A migrated database of one's own, copied from a template; dropped on dispose. Files are copied as they
 * are: without durability that takes half of what writing them to the log first does.
 */
export async function freshDatabase(): Promise<TestDatabase> {
  const adminUrl = inject('postgresAdminUrl');
  const name = `t_${randomBytes(8).toString('hex')}`;
  await administer(adminUrl, (client) => client.query(`create database ${name} template ${TEMPLATE_DATABASE} strategy file_copy`));
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    [Symbol.asyncDispose]: () => administer(adminUrl, (client) => dropUnused(client, name)),
  };
}

/** A client that has said goodbye may not be gone: thrown out now, it would meet an error that nobody hears any more. */
const LEAVE_MS = 2_000;

async function dropUnused(client: pg.Client, name: string): Promise<void> {
  const until = Date.now() + LEAVE_MS;
  for (;;) {
    const { rows } = await client.query('select 1 from pg_stat_activity where datname = $1 limit 1', [name]);
    if (rows.length === 0 || Date.now() > until) break;
    await delay(5);
  }
  await client.query(`drop database if exists ${name} with (force)`);
}

/** Migrates the template once per test run. */
export async function prepareTemplate(adminUrl: string): Promise<void> {
  await administer(adminUrl, async (client) => {
    await client.query(`drop database if exists ${TEMPLATE_DATABASE} with (force)`);
    await client.query(`create database ${TEMPLATE_DATABASE}`);
  });
  const url = new URL(adminUrl);
  url.pathname = `/${TEMPLATE_DATABASE}`;
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url.href, max: 1 }) }) });
  try {
    await migrate(db);
  } finally {
    await db.destroy();
  }
}

async function administer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
