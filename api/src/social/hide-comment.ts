import type { Trx } from '../deps.ts';
import { countNote } from './count.ts';

/**
 * Hides a comment (uuid; `at` is when) or shows it again (`at` is null), and counts it. False when there was nothing
 * to change: it was taken off, or is so already.
 */
export async function hideComment(trx: Trx, uuid: string, at: Date | null, reason: string): Promise<boolean> {
  const changed = await trx
    .updateTable('comment')
    .set({ hidden_at: at, hidden_reason: at === null ? null : reason })
    .where('id', '=', uuid)
    .where('deleted_at', 'is', null)
    .where('hidden_at', at === null ? 'is not' : 'is', null)
    .returning('note_id')
    .executeTakeFirst();
  if (!changed) return false;
  await countNote(trx, changed.note_id, { comments: at === null ? 1 : -1 });
  return true;
}
