import { sql } from 'kysely';
import type { Deps } from '../deps.ts';
import { mayDelete } from './hold.ts';
import { isPointedAt } from './pointed.ts';
import type { MediaStore } from './store.ts';

const BATCH = 50;
const BATCHES_MAX = 40;

/**
 * Deletes files that nobody points at. A row is looked at when it is due: a day after somebody asked for
 * its file, or let go of it; a month later when somebody still points at it. While a backup
 * reads the files, none goes. The row is locked while its
 * file goes, and whoever stores a file marks the row first: a file that is being stored again is either
 * not due any more, or written after it went. Returns how many were deleted.
 */
export async function sweepFiles(deps: Pick<Deps, 'db' | 'now'>, store: MediaStore): Promise<number> {
  await store.tidy(deps.now());
  let swept = 0;
  for (let batch = 0; batch < BATCHES_MAX; batch++) {
    const { seen, gone } = await sweepBatch(deps, store);
    swept += gone;
    if (seen < BATCH) break;
  }
  return swept;
}

async function sweepBatch({ db, now }: Pick<Deps, 'db' | 'now'>, store: MediaStore): Promise<{ seen: number; gone: number }> {
  return db.transaction().execute(async (trx) => {
    if (!(await mayDelete(trx))) return { seen: 0, gone: 0 };
    const due = await trx
      .selectFrom('stored_file')
      .select('sha256')
      .where('due_at', '<', now())
      .orderBy('due_at')
      .limit(BATCH)
      .forUpdate()
      .skipLocked()
      .execute();
    if (due.length === 0) return { seen: 0, gone: 0 };
    const names = due.map((row) => row.sha256);
    const { rows } = await sql<{ sha256: string }>`
      select n.sha256 from unnest(${names}::text[]) as n(sha256) where ${isPointedAt('n.sha256')}`.execute(trx);
    const kept = new Set(rows.map((row) => row.sha256));
    const gone = names.filter((name) => !kept.has(name));
    for (const name of gone) await store.remove(name);
    if (gone.length > 0) await trx.deleteFrom('stored_file').where('sha256', 'in', gone).execute();
    if (kept.size > 0) {
      await trx
        .updateTable('stored_file')
        .set({ due_at: sql<Date>`${now()}::timestamptz + interval '30 days'` })
        .where('sha256', 'in', [...kept])
        .execute();
    }
    return { seen: names.length, gone: gone.length };
  });
}
