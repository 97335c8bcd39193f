import { idFromUuid } from '@oto/schema/base/id';
import type { Db } from '../../deps.ts';

/** What one says of oneself, liked, voted for, said and dropped in jars, and whom one follows. Whom others are is told by their handle alone. */
export async function socialData(db: Db, member: string): Promise<object> {
  const likes = await db
    .selectFrom('note_like')
    .select(['note_id', 'created_at'])
    .where('member_id', '=', member)
    .orderBy('created_at')
    .orderBy('note_id')
    .execute();
  const votes = await db
    .selectFrom('vote')
    .select(['creation_id', 'created_at'])
    .select((eb) => eb.cast<string>('week', 'text').as('week'))
    .where('member_id', '=', member)
    .orderBy('created_at')
    .orderBy('creation_id')
    .execute();
  const comments = await db
    .selectFrom('comment')
    .select(['id', 'note_id', 'thread_id', 'body', 'lang', 'created_at', 'edited_at', 'hidden_at', 'hidden_reason', 'deleted_at'])
    .where('author_id', '=', member)
    .orderBy('id')
    .execute();
  const follows = await db
    .selectFrom('follow')
    .innerJoin('member', 'member.id', 'follow.member_id')
    .select(['member.handle', 'follow.created_at'])
    .where('follower_id', '=', member)
    .orderBy('follow.created_at')
    .orderBy('member.handle')
    .execute();
  const followers = await db
    .selectFrom('follow')
    .innerJoin('member', 'member.id', 'follow.follower_id')
    .select(['member.handle', 'follow.created_at'])
    .where('follow.member_id', '=', member)
    .orderBy('follow.created_at')
    .orderBy('member.handle')
    .execute();
  const { bio } = await db.selectFrom('member').select('bio').where('id', '=', member).executeTakeFirstOrThrow();
  const gifts = await db
    .selectFrom('jar_gift')
    .select(['creation_id', 'tokens', 'spent', 'state', 'created_at', 'expires_at', 'closed_at'])
    .where('member_id', '=', member)
    .orderBy('id')
    .execute();
  const named = comments.map(({ id, note_id, thread_id, ...words }) => ({
    id: idFromUuid(id),
    note: idFromUuid(note_id),
    thread: thread_id === null ? null : idFromUuid(thread_id),
    ...words,
  }));
  return {
    bio,
    gifts: gifts.map(({ creation_id, ...gift }) => ({ creation: idFromUuid(creation_id), ...gift })),
    likes: likes.map(({ note_id, ...at }) => ({ note: idFromUuid(note_id), ...at })),
    votes: votes.map(({ creation_id, ...at }) => ({ creation: idFromUuid(creation_id), ...at })),
    comments: named,
    follows,
    followers,
  };
}
