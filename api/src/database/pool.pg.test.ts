import { expect, it } from 'vitest';
import { freshDatabase } from '@oto/ops/testing/database';
import { ANSWER_MS, DELETE_MS } from '../http/time-limit.ts';
import { makePool } from './pool.ts';

it('bounds at the server what the network may swallow, and no work that a request may do', async () => {
  await using database = await freshDatabase();
  const pool = makePool(database.url, () => undefined);
  try {
    const shown = async (name: string) => {
      const { rows } = await pool.query<{ ms: number }>(`select setting::int as ms from pg_settings where name = $1`, [name]);
      return rows[0]?.ms ?? 0;
    };
    const longest = Math.max(ANSWER_MS, DELETE_MS);
    expect(pool.options.query_timeout).toBeGreaterThanOrEqual(longest);
    expect(await shown('idle_in_transaction_session_timeout')).toBeGreaterThanOrEqual(longest);
    const lock = await shown('lock_timeout');
    expect(lock).toBeGreaterThan(ANSWER_MS);
    expect(lock).toBeLessThan(pool.options.query_timeout ?? 0);
    expect(await shown('statement_timeout')).toBe(0);
  } finally {
    await pool.end();
  }
});
