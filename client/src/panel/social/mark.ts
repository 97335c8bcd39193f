import type { NoteSocial } from '@oto/schema/contract/social';

/** What a member puts on a note and takes off again with one press. */
export type Mark = 'like' | 'vote';

/** What stands on a note once its mark has been pressed, as far as the page can tell. */
export function turned(now: NoteSocial, mark: Mark): NoteSocial {
  const counted = (n: number, was: boolean) => Math.max(0, n + (was ? -1 : 1));
  return mark === 'like'
    ? { ...now, liked: !now.liked, counts: { ...now.counts, likes: counted(now.counts.likes, now.liked) } }
    : { ...now, voted: !now.voted, counts: { ...now.counts, votes: counted(now.counts.votes, now.voted) } };
}

/** `now` with what `told` says of one mark: the other may have been pressed since, and has an answer of its own to come. */
export function settled(now: NoteSocial, told: NoteSocial, mark: Mark): NoteSocial {
  return mark === 'like'
    ? { ...now, liked: told.liked, counts: { ...now.counts, likes: told.counts.likes } }
    : { ...now, voted: told.voted, votesLeft: told.votesLeft, counts: { ...now.counts, votes: told.counts.votes } };
}
