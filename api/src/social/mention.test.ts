import { expect, test } from 'vitest';
import { MENTIONS_MAX } from '@oto/schema/contract/social';
import { handlesIn } from './mention.ts';

test('handles are found where they stand as words of their own', () => {
  expect(handlesIn('@zoe-elan, regarde. (@Bob) et @ann!')).toEqual(['zoe-elan', 'bob', 'ann']);
  expect(handlesIn('ann@oto.test, a@b, @@deux, /@page, @-non, @x')).toEqual(['x']);
  expect(handlesIn('@bob- @bob. @bob')).toEqual(['bob']);
  expect(handlesIn('rien')).toEqual([]);
});

test('no comment calls more people than it may', () => {
  const many = Array.from({ length: MENTIONS_MAX + 3 }, (_, n) => `@personne-${n}`);
  expect(handlesIn(many.join(' '))).toHaveLength(MENTIONS_MAX);
});
