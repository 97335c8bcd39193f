import fc from 'fast-check';
import { newId } from '@oto/schema/base/id';
import type { NoteSocial } from '@oto/schema/contract/social';
import { expect, test } from 'vitest';
import { settled, turned } from './mark.ts';

const count = fc.integer({ min: 1, max: 1000 });
const social: fc.Arbitrary<NoteSocial> = fc.record({
  id: fc.constant(newId()),
  counts: fc.record({ likes: count, comments: count, votes: count }),
  liked: fc.boolean(),
  voted: fc.boolean(),
  votesLeft: fc.integer({ min: 0, max: 5 }),
  mayComment: fc.boolean(),
});
const mark = fc.constantFrom('like', 'vote');
const options = { seed: 26, numRuns: 200 } as const;

test('a mark pressed twice is as it was', () => {
  fc.assert(
    fc.property(social, mark, (now, pressed) => {
      expect(turned(turned(now, pressed), pressed)).toEqual(now);
    }),
    options,
  );
});

test('two marks pressed at once end as both answers say, in whatever order these come', () => {
  fc.assert(
    fc.property(social, social, social, (before, ofLike, ofVote) => {
      const shown = turned(turned(before, 'like'), 'vote');
      const one = settled(settled(shown, ofLike, 'like'), ofVote, 'vote');
      expect(settled(settled(shown, ofVote, 'vote'), ofLike, 'like')).toEqual(one);
      expect(one).toMatchObject({ liked: ofLike.liked, voted: ofVote.voted, votesLeft: ofVote.votesLeft });
      expect(one.counts).toEqual({ likes: ofLike.counts.likes, votes: ofVote.counts.votes, comments: before.counts.comments });
    }),
    options,
  );
});

test('an answer to one mark leaves the other as it is shown, and a refusal puts back its own alone', () => {
  const before = { id: newId(), counts: { likes: 3, comments: 1, votes: 0 }, liked: false, voted: false, votesLeft: 5, mayComment: true };
  const shown = turned(turned(before, 'like'), 'vote');
  const told = { ...before, liked: true, counts: { likes: 9, comments: 1, votes: 0 } };
  expect(settled(shown, told, 'like')).toEqual({ ...shown, counts: { likes: 9, comments: 1, votes: 1 } });
  expect(settled(shown, before, 'like')).toEqual(turned(before, 'vote'));
});
