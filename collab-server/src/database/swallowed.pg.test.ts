import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import pino from 'pino';
import { expect, it, vi } from 'vitest';
import type { Tables } from '@oto/schema/db/tables';
import { freshDatabase } from '@oto/ops/testing/database';
import { Listener } from '../outbox/listen.ts';
import { relay } from '@oto/ops/testing/relay';
import { discarding } from '@oto/schema/db/discarding';

it('a connection that the network has swallowed fails one question, not all that come after', async () => {
  await using database = await freshDatabase();
  await using way = await relay(database.url);
  const pool = new pg.Pool({ connectionString: way.url, max: 1, query_timeout: 150 });
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

it('a listener that hears nothing because the network has swallowed its connection finds out, and listens anew', async () => {
  await using database = await freshDatabase();
  await using way = await relay(database.url);
  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
  const told: (boolean | string)[] = [];
  const nothing = () => undefined;
  const listener = new Listener(
    way.url,
    { outbox: nothing, plot: (key) => told.push(key), standing: nothing, lease: nothing, heard: (isHeard) => told.push(isHeard) },
    pino({ level: 'silent' }),
    { beatMs: 200, retryMs: 10 },
  );
  try {
    await listener.start();
    const since = told.length;
    way.swallow();
    const heard = async () => {
      await pool.query(`select pg_notify('plot', '4,2')`);
      return told.indexOf('4,2', since) > told.indexOf(true, since) && told.includes(true, since);
    };
    await vi.waitUntil(heard, { timeout: 8_000, interval: 20 });
    expect(told[since]).toBe(false);
  } finally {
    await listener.stop();
    await pool.end();
  }
});
