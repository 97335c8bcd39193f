import type pg from 'pg';

/** What a table holds: how many rows, and one sum over all of them in whatever order. */
export type TableSum = { readonly rows: number; readonly sum: string };
export type DatabaseSum = {
  readonly tables: ReadonlyMap<string, TableSum>;
  /** The last number each sequence gave out. After a crash it may have leapt ahead, never back. */
  readonly sequences: ReadonlyMap<string, bigint>;
};

/** Every table that outlives a crash, in one view of the database. Unlogged ones are empty after a restore. */
export async function sumDatabase(pool: pg.Pool): Promise<DatabaseSum> {
  const client = await pool.connect();
  try {
    await client.query(`begin isolation level repeatable read read only`);
    await client.query(`set local timezone = 'UTC'`);
    const named = await client.query<{ name: string }>(`
      select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and c.relpersistence = 'p' and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by 1`);
    const tables = new Map<string, TableSum>();
    for (const { name } of named.rows) {
      const { rows } = await client.query<TableSum>(`
        select count(*)::int as rows, md5(coalesce(string_agg(sum, '' order by sum), '')) as sum
        from (select md5(t::text) as sum from only ${name} t) sums`);
      if (rows[0]) tables.set(name, rows[0]);
    }
    const given = await client.query<{ name: string; last: string | null }>(`
      select format('%I.%I', schemaname, sequencename) as name, last_value::text as last from pg_sequences
      where exists (select from pg_class c where c.oid = format('%I.%I', schemaname, sequencename)::regclass and c.relpersistence = 'p')`);
    await client.query('commit');
    return { tables, sequences: new Map(given.rows.map(({ name, last }) => [name, BigInt(last ?? 0)])) };
  } finally {
    client.release();
  }
}

/** In which tables and sequences a restored database is not what it was, a line each. */
export function differencesOf(was: DatabaseSum, is: DatabaseSum): readonly string[] {
  const found: string[] = [];
  for (const name of new Set([...was.tables.keys(), ...is.tables.keys()])) {
    const [one, other] = [was.tables.get(name), is.tables.get(name)];
    if (one?.sum !== other?.sum) found.push(`${name}: ${one?.rows ?? 'no'} rows were, ${other?.rows ?? 'no'} rows are`);
  }
  for (const [name, last] of was.sequences) {
    const now = is.sequences.get(name);
    if (now === undefined || now < last) found.push(`${name}: ${last} was given out, it stands at ${now ?? 'nothing'}`);
  }
  return found;
}
