import type { Kysely } from 'kysely';
import { idFromUuid, uuidFromId, type Id } from '@oto/schema/base/id';
import type { HistoryPerson } from '@oto/schema/contract/history';
import type { Tables } from '@oto/schema/db/tables';

/** Names of members, without those who have left or are hidden. */
export async function peopleOf(db: Kysely<Tables>, ids: Iterable<Id>): Promise<ReadonlyMap<Id, HistoryPerson>> {
  const asked = [...new Set(ids)].map(uuidFromId);
  if (asked.length === 0) return new Map();
  const rows = await db
    .selectFrom('member')
    .select(['id', 'name', 'handle'])
    .where('id', 'in', asked)
    .where('deleted_at', 'is', null)
    .where('hidden_at', 'is', null)
    .execute();
  return new Map(rows.map(({ id, name, handle }) => [idFromUuid(id), { id: idFromUuid(id), name, handle }]));
}
