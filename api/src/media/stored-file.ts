import { sql } from 'kysely';
import type { Db, Trx } from '../deps.ts';

/**
 * Notes that a file was just asked for: it is not swept for a day, whoever points at it. The row is the
 * lock that the sweep takes too, so a file marked before it is written is written after any sweep of it.
 */
export async function markStored(
  db: Db | Trx,
  file: { readonly sha256: string; readonly mime: string; readonly bytes: number },
): Promise<void> {
  await db
    .insertInto('stored_file')
    .values({ sha256: file.sha256, mime: file.mime, bytes: file.bytes })
    .onConflict((conflict) =>
      conflict.column('sha256').doUpdateSet({ due_at: sql<Date>`greatest(stored_file.due_at, now() + interval '1 day')` }),
    )
    .execute();
}

/** Notes that nobody may point at these files any more: the sweep looks at them within a day or so. */
export async function doubtStored(trx: Trx, sha256s: readonly string[]): Promise<void> {
  if (sha256s.length === 0) return;
  await trx
    .updateTable('stored_file')
    .set({ due_at: sql<Date>`now() + interval '1 day'` })
    .where('sha256', '=', sql<string>`any(${sha256s}::text[])`)
    .execute();
}
