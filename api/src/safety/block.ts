import { idFromUuid } from '@oto/schema/base/id';
import type { Person } from '@oto/schema/contract/social';
import type { Db, Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { holdMember } from '../identity/hold-member.ts';

/** People one member may have blocked: more is another trouble, which operators must hear of. */
const BLOCKS_MAX = 1000;

/**
 * Blocks a member by handle; the two no longer follow one another. They are not told. Blocking twice changes nothing.
 * Throws not_found, bad_request for oneself, too_many_requests.
 */
export async function blockMember({ db, now }: Deps, memberUuid: string, handle: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await holdMember(trx, memberUuid);
    const other = await trx
      .selectFrom('member')
      .select('id')
      .where('handle', '=', handle)
      .where('deleted_at', 'is', null)
      .forShare()
      .executeTakeFirst();
    if (!other) throw new ApiError('not_found');
    if (other.id === memberUuid) throw new ApiError('bad_request', { fields: [{ path: 'handle', message: 'yourself' }] });
    const { count } = await trx
      .selectFrom('block')
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .where('member_id', '=', memberUuid)
      .executeTakeFirstOrThrow();
    if (Number(count) >= BLOCKS_MAX) throw new ApiError('too_many_requests', { detail: 'blocks' });
    await trx
      .insertInto('block')
      .values({ member_id: memberUuid, blocked_id: other.id, created_at: now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await trx
      .deleteFrom('follow')
      .where((eb) =>
        eb.or([
          eb.and([eb('follower_id', '=', other.id), eb('member_id', '=', memberUuid)]),
          eb.and([eb('follower_id', '=', memberUuid), eb('member_id', '=', other.id)]),
        ]),
      )
      .execute();
  });
}

/** Also of somebody who was hidden meanwhile. Throws not_found for a handle that is nobody's. */
export async function unblockMember({ db }: Deps, memberUuid: string, handle: string): Promise<void> {
  const other = await db.selectFrom('member').select('id').where('handle', '=', handle).executeTakeFirst();
  if (!other) throw new ApiError('not_found');
  await db.deleteFrom('block').where('member_id', '=', memberUuid).where('blocked_id', '=', other.id).execute();
}

/** Whom a member has blocked, the latest first; who has left is nobody. */
export async function blockedPeople(db: Db, memberUuid: string): Promise<readonly Person[]> {
  const rows = await db
    .selectFrom('block')
    .innerJoin('member', 'member.id', 'block.blocked_id')
    .select(['member.id', 'member.name', 'member.handle'])
    .where('block.member_id', '=', memberUuid)
    .where('member.deleted_at', 'is', null)
    .orderBy('block.created_at', 'desc')
    .execute();
  return rows.map(({ id, name, handle }) => ({ id: idFromUuid(id), name, handle }));
}
