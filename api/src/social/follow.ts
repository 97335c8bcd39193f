import type { FollowState } from '@oto/schema/contract/social';
import type { Db, Deps, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { holdMember } from '../identity/hold-member.ts';
import { notify } from '../notification/notify.ts';
import { requireActive } from '../safety/suspended.ts';
import { requirePeace } from './peace.ts';

/** Whether a viewer (uuid, or null) follows a member, and how many do. Throws not_found. */
export async function followState(db: Db | Trx, handle: string, viewer: string | null): Promise<FollowState> {
  return stateOf(db, await memberOf(db, handle), viewer);
}

/** Again: nothing changes. Throws not_found, own_work for oneself, blocked_here, suspended. */
export async function follow({ db, now }: Deps, handle: string, member: string): Promise<FollowState> {
  return db.transaction().execute(async (trx) => {
    await holdMember(trx, member);
    await requireActive(trx, member);
    const other = await memberOf(trx, handle);
    if (other === member) throw new ApiError('own_work');
    await requirePeace(trx, member, other);
    const at = now();
    const made = await trx
      .insertInto('follow')
      .values({ follower_id: member, member_id: other, created_at: at })
      .onConflict((on) => on.doNothing())
      .executeTakeFirst();
    const fresh = made.numInsertedOrUpdatedRows === 1n && !(await wasTold(trx, other, member));
    const nothing = { kind: null, code: null, creation_id: null, job_id: null };
    if (fresh) await notify(trx, at, { member_id: other, about: 'followed', actor_id: member, ...nothing });
    return stateOf(trx, other, member);
  });
}

/** Throws not_found. */
export async function unfollow({ db }: Deps, handle: string, member: string): Promise<FollowState> {
  const other = await memberOf(db, handle);
  await db.deleteFrom('follow').where('follower_id', '=', member).where('member_id', '=', other).execute();
  return stateOf(db, other, member);
}

/** Who comes and goes is told of once. */
async function wasTold(trx: Trx, memberUuid: string, follower: string): Promise<boolean> {
  const told = await trx
    .selectFrom('notification')
    .select('id')
    .where('member_id', '=', memberUuid)
    .where('about', '=', 'followed')
    .where('actor_id', '=', follower)
    .limit(1)
    .executeTakeFirst();
  return told !== undefined;
}

async function memberOf(db: Db | Trx, handle: string): Promise<string> {
  const member = await db
    .selectFrom('member')
    .select('id')
    .where('handle', '=', handle)
    .where('deleted_at', 'is', null)
    .where('hidden_at', 'is', null)
    .executeTakeFirst();
  if (!member) throw new ApiError('not_found');
  return member.id;
}

async function stateOf(db: Db | Trx, member: string, viewer: string | null): Promise<FollowState> {
  const { followers } = await db
    .selectFrom('follow')
    .select((eb) => eb.fn.countAll<string>().as('followers'))
    .where('member_id', '=', member)
    .executeTakeFirstOrThrow();
  const mine =
    viewer === null
      ? undefined
      : await db
          .selectFrom('follow')
          .select('member_id')
          .where('follower_id', '=', viewer)
          .where('member_id', '=', member)
          .executeTakeFirst();
  return { following: mine !== undefined, followers: Number(followers) };
}
