import { idFromUuid } from '@oto/schema/base/id';
import type { Person } from '@oto/schema/contract/social';
import type { Db, Trx } from '../deps.ts';

/** Members by uuid, without those who have left. */
export async function peopleOf(db: Db | Trx, uuids: Iterable<string | null>): Promise<ReadonlyMap<string, Person>> {
  const asked = [...new Set(uuids)].filter((uuid) => uuid !== null);
  if (asked.length === 0) return new Map();
  const rows = await db
    .selectFrom('member')
    .select(['id', 'name', 'handle'])
    .where('id', 'in', asked)
    .where('deleted_at', 'is', null)
    .execute();
  return new Map(rows.map(({ id, name, handle }) => [id, { id: idFromUuid(id), name, handle }]));
}
