import { sql } from 'kysely';
import type { Trx } from '../deps.ts';

/**
 * The advisory locks that a backup holds, one for each of its steps, from before it knows what the database names
 * until it has read the media: ops/backup/lib/config.sh names the same numbers.
 */
export const MEDIA_HOLD = { key: 1_869_901_645, ship: 1, full: 2 } as const;

/** Whether files may be deleted until the end of this transaction; not while a backup reads them. */
export async function mayDelete(trx: Trx): Promise<boolean> {
  const { key, ship, full } = MEDIA_HOLD;
  const { rows } = await sql<{ free: boolean }>`
    select pg_try_advisory_xact_lock_shared(${key}::int, ${ship}::int)
      and pg_try_advisory_xact_lock_shared(${key}::int, ${full}::int) as free`.execute(trx);
  return rows[0]?.free ?? false;
}
