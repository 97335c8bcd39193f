import type { Deps } from '../deps.ts';

/** Statements of this database that wait for a lock of another transaction. */
export async function waiting({ pool }: Pick<Deps, 'pool'>): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows[0]?.n ?? 0;
}
