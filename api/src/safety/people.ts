import { idFromUuid } from '@oto/schema/base/id';
import type { Person } from '@oto/schema/contract/social';
import type { Db, Trx } from '../deps.ts';

/**
 * Keeps members (uuids) from leaving until the transaction ends, in the order of their ids; `changed` is one of them
 * whose own row is about to be written. Before any lock that a member who leaves waits for: see holdMember. Those who
 * are still here.
 */
export async function holdPeople(trx: Trx, uuids: readonly string[], changed: string | null): Promise<ReadonlySet<string>> {
  const others = [...new Set(uuids)].filter((uuid) => uuid !== changed);
  const held: string[] = [];
  const hold = async (which: readonly string[], how: 'share' | 'change') => {
    if (which.length === 0) return;
    const query = trx.selectFrom('member').select('id').where('id', 'in', which).where('deleted_at', 'is', null).orderBy('id');
    const rows = await (how === 'share' ? query.forShare() : query.forNoKeyUpdate()).execute();
    held.push(...rows.map(({ id }) => id));
  };
  if (changed === null) await hold(others, 'share');
  else {
    await hold(
      others.filter((uuid) => uuid < changed),
      'share',
    );
    await hold([changed], 'change');
    await hold(
      others.filter((uuid) => uuid > changed),
      'share',
    );
  }
  return new Set(held);
}

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
