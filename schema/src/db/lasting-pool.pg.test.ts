import pg from 'pg';
import { expect, it, vi } from 'vitest';
import { freshDatabase } from '@oto/ops/testing/database';
import { lastingPool } from './lasting-pool.ts';

it('a server that ends its connections, in use or at rest, ends no process, and each is told once', async () => {
  await using database = await freshDatabase();
  const other = new pg.Client({ connectionString: database.url });
  const lost: string[] = [];
  const pool = lastingPool({ connectionString: database.url, max: 2 }, ({ message }) => lost.push(message));
  let used: pg.PoolClient | null = null;
  try {
    await other.connect();
    const pid = async (client: pg.PoolClient) => (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid;
    used = await pool.connect();
    const rested = await pool.connect();
    await used.query('begin');
    const pids = [await pid(used), await pid(rested)];
    rested.release();
    await other.query('select pg_terminate_backend(pid) from unnest($1::int[]) pid', [pids]);
    await vi.waitFor(() => expect(lost).toHaveLength(2), { timeout: 10_000 });
    await expect(used.query('select 1')).rejects.toThrow(/connection|not queryable/i);
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    expect(lost).toHaveLength(2);
  } finally {
    used?.release(true);
    await other.end();
    await pool.end();
  }
});
