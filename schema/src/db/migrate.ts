import { sql, type Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import * as foundation from './migrations/0001-foundation.ts';
import * as ledger from './migrations/0002-ledger.ts';
import * as upload from './migrations/0003-upload.ts';
import * as rateLimit from './migrations/0003-rate-limit.ts';
import * as board from './migrations/0004-board.ts';
import * as map from './migrations/0005-map.ts';
import * as generation from './migrations/0006-generation.ts';
import * as money from './migrations/0007-money.ts';
import * as people from './migrations/0008-people.ts';
import * as search from './migrations/0009-search.ts';
import * as lease from './migrations/0010-lease.ts';
import * as deploy from './migrations/0011-deploy.ts';
import * as webhook from './migrations/0012-webhook.ts';
import * as launch from './migrations/0013-launch.ts';
import * as peopleAndSearch from './migrations/0014-people-and-search.ts';
import * as status from './migrations/0016-status.ts';
import * as jobOrigin from './migrations/0018-job-origin.ts';

/** Forward only: a migration that landed is never edited. Keys sort as they apply. */
export const MIGRATIONS: { readonly [name: string]: Migration } = {
  '0001-foundation': foundation,
  '0002-ledger': ledger,
  '0003-upload': upload,
  '0003-rate-limit': rateLimit,
  '0004-board': board,
  '0005-map': map,
  '0006-generation': generation,
  '0007-money': money,
  '0008-people': people,
  '0009-search': search,
  '0010-lease': lease,
  '0011-deploy': deploy,
  '0012-webhook': webhook,
  '0013-launch': launch,
  '0014-people-and-search': peopleAndSearch,
  '0016-status': status,
  '0018-job-origin': jobOrigin,
};

/**
 * Applies what is missing, under Kysely's lock; safe to call from several processes. Returns the names applied.
 * Each area numbers its own, none builds on another's newest, so a lower number may land after a higher one. What a
 * later version applied stays: this one bears it, since it may be what a host went back to.
 */
export async function migrate<T>(db: Kysely<T>): Promise<readonly string[]> {
  const later = await laterThanOurs(db);
  const provider = { getMigrations: async () => ({ ...later, ...MIGRATIONS }) };
  const migrator = new Migrator({ db, provider, allowUnorderedMigrations: true });
  const { error, results } = await migrator.migrateToLatest();
  if (error) throw error;
  return (results ?? []).filter((result) => result.status === 'Success').map((result) => result.migrationName);
}

/** Applied already and unknown here; Kysely would take their absence for damage. */
async function laterThanOurs<T>(db: Kysely<T>): Promise<Record<string, Migration>> {
  const table = await sql<{ here: boolean }>`select to_regclass('kysely_migration') is not null as here`.execute(db);
  if (table.rows[0]?.here !== true) return {};
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  const done: Migration = { up: async () => undefined };
  return Object.fromEntries(rows.filter(({ name }) => !(name in MIGRATIONS)).map(({ name }) => [name, done]));
}
