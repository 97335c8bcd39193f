import { sql } from 'kysely';
import type { z } from 'zod';
import { idFromUuid } from '@oto/schema/base/id';
import type { Profile } from '@oto/schema/contract/profile';
import type { Db } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { followState } from '../social/follow.ts';

type ProfileIn = z.input<typeof Profile>;

const MONTHS = 12;

/** A member who is there for others: uuid and what a page begins with. Throws not_found. */
export async function memberNamed(db: Db, handle: string) {
  const member = await db
    .selectFrom('member')
    .select(['id', 'name', 'handle', 'bio', 'created_at'])
    .where('handle', '=', handle)
    .where('deleted_at', 'is', null)
    .where('hidden_at', 'is', null)
    .executeTakeFirst();
  if (!member) throw new ApiError('not_found');
  return member;
}

/** A member's page as a viewer (uuid, or null) sees it; what they earned is told to themselves alone. Throws not_found. */
export async function readProfile(db: Db, handle: string, viewer: string | null, now: Date): Promise<ProfileIn> {
  const member = await memberNamed(db, handle);
  const mine = member.id === viewer;
  const [plots, counted, follow, blocked, earnings] = await Promise.all([
    db.selectFrom('plot').select(['x', 'y']).where('owner_id', '=', member.id).orderBy('ordinal').execute(),
    countsOf(db, member.id),
    followState(db, handle, viewer),
    viewer === null
      ? null
      : db.selectFrom('block').select('member_id').where('member_id', '=', viewer).where('blocked_id', '=', member.id).executeTakeFirst(),
    mine ? earningsOf(db, member.id, now) : null,
  ]);
  return {
    person: { id: idFromUuid(member.id), name: member.name, handle: member.handle },
    bio: member.bio,
    joinedAt: member.created_at.toISOString(),
    plots,
    counts: { ...counted, followers: follow.followers },
    follow,
    blocked: Boolean(blocked),
    mine,
    earnings,
  };
}

/** Of what everybody may see. */
async function countsOf(db: Db, member: string): Promise<Omit<ProfileIn['counts'], 'followers'>> {
  const { rows } = await sql<{ creations: number; agents: number; likes: number; forks: number; following: number }>`
    with made as (select id from creation where author_id = ${member}::uuid and visibility = 'published'
        and state = 'done' and hidden_at is null and deleted_at is null),
      offered as (select id from agent where owner_id = ${member}::uuid and hidden_at is null and deleted_at is null)
    select (select count(*)::int from made) as creations, (select count(*)::int from offered) as agents,
      (select coalesce(sum(likes), 0)::int from note_count where note_id in (select id from made union all select id from offered)) as likes,
      (select count(*)::int from creation_parent p join creation c on c.id = p.creation_id where p.parent_id in (select id from made)
        and c.author_id <> ${member}::uuid and c.visibility = 'published' and c.hidden_at is null and c.deleted_at is null) as forks,
      (select count(*)::int from follow where follower_id = ${member}::uuid) as following`.execute(db);
  return rows[0] ?? { creations: 0, agents: 0, likes: 0, forks: 0, following: 0 };
}

/** The last months by when it was earned, in UTC, those without anything too. */
async function earningsOf(db: Db, member: string, now: Date): Promise<NonNullable<ProfileIn['earnings']>> {
  const { rows: sums } = await sql<{ total: string; maturing: string }>`
    select coalesce((select sum(p.amount) from ledger.posting p
        where p.owner_id = ${member}::uuid and p.account = 'earnings' and p.amount > 0), 0) as total,
      coalesce((select posted from ledger.account where owner_id = ${member}::uuid and kind = 'earnings'), 0) as maturing`.execute(db);
  const { rows: months } = await sql<{ month: string; tokens: string }>`
    select to_char(m, 'YYYY-MM') as month, coalesce(sum(p.amount), 0) as tokens
    from generate_series(date_trunc('month', ${now}::timestamptz at time zone 'UTC') - make_interval(months => ${MONTHS - 1}),
      date_trunc('month', ${now}::timestamptz at time zone 'UTC'), interval '1 month') m
    left join ledger.posting p on p.owner_id = ${member}::uuid and p.account = 'earnings' and p.amount > 0
      and p.at >= m at time zone 'UTC' and p.at < (m + interval '1 month') at time zone 'UTC'
    group by m order by m`.execute(db);
  return {
    total: Number(sums[0]?.total ?? 0),
    maturing: Number(sums[0]?.maturing ?? 0),
    months: months.map(({ month, tokens }) => ({ month, tokens: Number(tokens) })),
  };
}
