import pg from 'pg';
import pino from 'pino';
import { expect, it, vi } from 'vitest';
import { freshDatabase } from '@oto/ops/testing/database';
import { relay } from '@oto/ops/testing/relay';
import { startBus } from './bus.ts';

it('finds out that the network has swallowed its connection, and has everybody look for what was missed', async () => {
  await using database = await freshDatabase();
  await using way = await relay(database.url);
  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
  const bus = await startBus(way.url, pino({ level: 'silent' }), 200);
  const told: string[] = [];
  try {
    await bus.subscribe('event', (payload) => told.push(payload));
    way.swallow();
    await pool.query(`select pg_notify('event', 'missed')`);
    const heard = async () => {
      await pool.query(`select pg_notify('event', 'heard')`);
      return told.includes('heard') && told.includes('');
    };
    await vi.waitUntil(heard, { timeout: 8_000, interval: 20 });
    expect(told).not.toContain('missed');
  } finally {
    await bus.close();
    await pool.end();
  }
});
