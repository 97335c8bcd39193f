import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { migrate } from '@oto/schema/db/migrate';

/** Applies what is missing to the database of this connection URL; the names applied. */
export async function migrateDatabase(url: string): Promise<readonly string[]> {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 1 }) }) });
  try {
    return await migrate(db);
  } finally {
    await db.destroy();
  }
}
