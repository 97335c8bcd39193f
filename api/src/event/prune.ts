import { sql } from 'kysely';
import type { Db } from '../deps.ts';

/** A browser that was away longer reads the state anew instead of its history. */
const KEPT_DAYS = 7;

/** Deletes events nobody will resume from. Returns how many. */
export async function pruneEvents(db: Db): Promise<bigint> {
  const deleted = await db
    .deleteFrom('event')
    .where('created_at', '<', sql<Date>`now() - make_interval(days => ${KEPT_DAYS}::int)`)
    .executeTakeFirst();
  return deleted.numDeletedRows;
}
