import pg from 'pg';
import pino from 'pino';
import { expect, it, vi } from 'vitest';
import { freshDatabase } from '@oto/ops/testing/database';
import { relay } from '@oto/ops/testing/relay';
import { startBus, type Bus } from './bus.ts';

it('finds out that the network has swallowed its connection, and has everybody look for what was missed', async () => {
  await using database = await freshDatabase();
  await using way = await relay(database.url);
  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
  const told: string[] = [];
  let bus: Bus | null = null;
  try {
    bus = await startBus(way.url, pino({ level: 'silent' }), 1_000);
    await bus.subscribe('event', (payload) => told.push(payload));
    way.swallow();
    await pool.query(`select pg_notify('event', 'missed')`);
    const heard = async () => {
      await pool.query(`select pg_notify('event', 'heard')`);
      return told.includes('heard') && told.includes('');
    };
    await vi.waitUntil(heard, { timeout: 15_000, interval: 20 });
    expect(told).not.toContain('missed');
  } finally {
    await bus?.close();
    await pool.end();
  }
});

it('leaves no connection behind where one could not listen', async () => {
  await using database = await freshDatabase();
  await using way = await relay(database.url);
  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
  try {
    const query = vi.spyOn(pg.Client.prototype, 'query').mockRejectedValueOnce(new Error('no LISTEN'));
    await expect(startBus(way.url, pino({ level: 'silent' }), 1_000)).rejects.toThrow('no LISTEN');
    expect((query.mock.contexts[0] as pg.Client).listenerCount('notification')).toBe(0);
    query.mockRestore();
    const listening = () =>
      pool.query<{ count: number }>(
        `select count(*)::int from pg_stat_activity where application_name = 'oto-api-bus' and datname = current_database()`,
      );
    await vi.waitFor(async () => expect((await listening()).rows[0]?.count).toBe(0), { timeout: 10_000 });
  } finally {
    await pool.end();
  }
});

it('ends the connection that was on its way when it was closed', async () => {
  await using database = await freshDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
  const bus = await startBus(database.url, pino({ level: 'silent' }));
  await pool.query('select 1');
  const goOn = Promise.withResolvers<null>();
  const connect = vi.spyOn(pg.Client.prototype, 'connect').mockReturnValueOnce(goOn.promise as never);
  try {
    await pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'oto-api-bus' and datname = current_database()`);
    await vi.waitFor(() => expect(connect).toHaveBeenCalled(), { timeout: 10_000 });
    const late = connect.mock.contexts[0] as pg.Client;
    const ended = vi.fn<() => void>();
    late.once('end', ended);
    await bus.close();
    await late.connect();
    goOn.resolve(null);
    await vi.waitFor(() => expect(ended).toHaveBeenCalled(), { timeout: 10_000 });
  } finally {
    connect.mockRestore();
    await bus.close();
    await pool.end();
  }
});
