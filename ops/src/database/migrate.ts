import { readFile } from 'node:fs/promises';
import { migrateDatabase } from './migrate-database.ts';

/** Applies what is missing to DATABASE_URL (or the file DATABASE_URL_FILE names) and ends. */
const file = process.env.DATABASE_URL_FILE;
const url = file ? (await readFile(file, 'utf8')).trim() : process.env.DATABASE_URL;
if (!url) throw new Error('set DATABASE_URL or DATABASE_URL_FILE');
const applied = await migrateDatabase(url);
process.stdout.write(applied.length > 0 ? `applied ${applied.join(', ')}\n` : 'up to date\n');
