import { sql, type Kysely } from 'kysely';

/**
 * Tiles change hands while both replicas live: `settled_at` bounds how often, and a journal row tells
 * under which epoch of its tile's lease it was written. Rows from before, and of the version before,
 * tell nothing.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table collab.lease add column settled_at timestamptz not null default 'epoch'`,
  `alter table collab.journal add column lease_epoch bigint`,
];
