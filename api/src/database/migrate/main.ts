import { readFileSync } from 'node:fs';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { migrate } from '@oto/schema/db/migrate';
import { fromFiles } from '@oto/schema/environment/from-files';

/** Applies what is missing to the database of DATABASE_URL, which may lie in a file that DATABASE_URL_FILE names, and ends. */
const connectionString = fromFiles(process.env, (path) => readFileSync(path, 'utf8'), ['DATABASE_URL'])['DATABASE_URL'];
if (!connectionString) throw new Error('set DATABASE_URL or DATABASE_URL_FILE');
const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString, max: 1 }) }) });
try {
  const applied = await migrate(db);
  process.stdout.write(applied.length > 0 ? `applied ${applied.join(', ')}\n` : 'up to date\n');
} finally {
  await db.destroy();
}
