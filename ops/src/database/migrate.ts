import { readFile } from 'node:fs/promises';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { migrate } from '@oto/schema/db/migrate';

/** Applies what is missing to DATABASE_URL (or the file DATABASE_URL_FILE names) and ends. */
const file = process.env.DATABASE_URL_FILE;
const url = file ? (await readFile(file, 'utf8')).trim() : process.env.DATABASE_URL;
if (!url) throw new Error('set DATABASE_URL or DATABASE_URL_FILE');
const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 1 }) }) });
try {
  const applied = await migrate(db);
  process.stdout.write(applied.length > 0 ? `applied ${applied.join(', ')}\n` : 'up to date\n');
} finally {
  await db.destroy();
}
