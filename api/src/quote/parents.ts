import { idFromUuid, uuidFromId, type Id } from '@oto/schema/base/id';
import type { Db, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';

/**
 * The creations to fork, as uuids in the order asked. Throws unknown_parent when one is not there
 * for this person, fork_not_allowed when its author does not want it forked.
 */
export async function forkableParents(db: Db | Trx, ids: readonly Id[], member: string | null): Promise<readonly string[]> {
  const unique = [...new Set(ids)];
  if (unique.length === 0) return [];
  const rows = await db
    .selectFrom('creation')
    .select(['id', 'author_id', 'visibility', 'fork', 'hidden_at'])
    .where('id', 'in', unique.map(uuidFromId))
    .where('state', '=', 'done')
    .where('deleted_at', 'is', null)
    .execute();
  const byId = new Map(rows.map((row) => [idFromUuid(row.id), row]));
  return unique.map((id, index) => {
    const row = byId.get(id);
    const mine = row !== undefined && row.author_id === member;
    const fields = [{ path: `parents.${index}`, message: id }];
    if (!row || (!mine && (row.visibility === 'private' || row.hidden_at !== null))) throw new ApiError('unknown_parent', { fields });
    if (!mine && row.fork !== 'allowed') throw new ApiError('fork_not_allowed', { fields });
    return row.id;
  });
}
