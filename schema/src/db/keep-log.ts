import { sql, type Kysely } from 'kysely';
import { LOG_LEVELS } from '../contract/log.ts';
import type { NewLine } from '../log/read-line.ts';
import type { Tables } from './tables.ts';

/** Any number; nothing else takes this lock. */
const ORDER = 7_204_117;

/**
 * Appends lines to `log_line`. Writers take turns, so that ids rise in the order in which rows can be
 * seen: who has read up to an id misses nothing below it.
 */
export async function keepLog(db: Kysely<Tables>, lines: readonly NewLine[]): Promise<void> {
  if (lines.length === 0) return;
  await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${ORDER})`.execute(trx);
    await trx
      .insertInto('log_line')
      .values(
        lines.map(({ at, service, replica, level, message, requestId, fields }) => ({
          at,
          service,
          replica,
          level: LOG_LEVELS.indexOf(level),
          message,
          request_id: requestId,
          fields: JSON.stringify(fields),
        })),
      )
      .execute();
  });
}
