import { sql } from 'kysely';
import type { Deps } from '../deps.ts';

const KEPT_MS = 3 * 86_400_000;
/** Lines kept at most, whatever their age. */
export const KEPT_MAX = 200_000;

/** Forgets lines that are old, or too many. */
export async function pruneLog({ db, now }: Pick<Deps, 'db' | 'now'>, most: number = KEPT_MAX): Promise<void> {
  await db
    .deleteFrom('log_line')
    .where('at', '<', new Date(now().getTime() - KEPT_MS))
    .execute();
  await sql`delete from log_line where id <= (select id from log_line order by id desc offset ${most} limit 1)`.execute(db);
}
