import pg from 'pg';
import pino from 'pino';
import { expect, it, vi } from 'vitest';
import { freshDatabase } from '@oto/ops/testing/database';
import { relay } from '@oto/ops/testing/relay';
import { Listener } from './listen.ts';

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
      const again = told.indexOf(true, since);
      return again !== -1 && told.includes('4,2', again);
    };
    await vi.waitUntil(heard, { timeout: 8_000, interval: 20 });
    expect(told[since]).toBe(false);
  } finally {
    await listener.stop();
    await pool.end();
  }
});
