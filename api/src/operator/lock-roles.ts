import { sql } from 'kysely';
import type { Trx } from '../deps.ts';

/** One change of who operates at a time, so that the last two do not dismiss each other. Before any member's row. */
export async function lockRoles(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('operator-roles', 0))`.execute(trx);
}
