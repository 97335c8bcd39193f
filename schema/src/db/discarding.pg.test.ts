import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { expect, it } from 'vitest';
import { freshDatabase } from '@oto/ops/testing/database';
import { relay } from '@oto/ops/testing/relay';
import { discarding } from './discarding.ts';
import type { Tables } from './tables.ts';

it('a connection that the network has swallowed fails one question, not all that come after', async () => {
  await using database = await freshDatabase();
  await using way = await relay(database.url);
  const pool = new pg.Pool({ connectionString: way.url, max: 1, query_timeout: 1_000 });
  pool.on('error', () => undefined);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: discarding(pool) }) });
  const backend = async () => (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)).rows[0]?.pid;
  const first = await backend();
  await expect(sql`select 1 / 0`.execute(db)).rejects.toThrow('division by zero');
  // What the server refuses says nothing against the connection.
  expect(await backend()).toBe(first);
  way.swallow();
  await expect(backend()).rejects.toThrow('timeout');
  expect(await backend()).not.toBe(first);
  await db.destroy();
});

it('asks nothing more on a connection that is lost, not even to roll back', async () => {
  await using database = await freshDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
  const asked: string[] = [];
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (text: string, values: unknown[]) => Promise<unknown>;
    Object.assign(client, {
      query: (text: string, values: unknown[]) => {
        asked.push(text);
        return text.includes('swallowed') ? Promise.reject(new Error('Query read timeout')) : query(text, values);
      },
    });
  });
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: discarding(pool) }) });
  await expect(db.transaction().execute((trx) => sql`select 'swallowed'`.execute(trx))).rejects.toThrow('Query read timeout');
  expect(asked).toEqual(['begin', `select 'swallowed'`]);
  expect(pool.totalCount).toBe(0);
  await db.destroy();
});
