import { expect, test } from 'vitest';
import { newId } from '@oto/schema/base/id';
import { Card } from '@oto/schema/contract/card';
import { blankCard } from './hidden-notes.ts';

test('a blank card keeps its paper and tells nothing', () => {
  const card = Card.parse({
    id: newId(),
    type: 'creation',
    kind: 'image',
    title: 'Zanzibar',
    excerpt: 'Zanzibar la nuit',
    author: { id: newId(), name: 'Ann', handle: 'ann' },
    lang: 'fr',
    trained: true,
    thumb: '/media/zanzibar/thumb',
    peaks: [1],
    createdAt: new Date(0).toISOString(),
  });
  const blank = blankCard(card);
  expect(Card.parse(blank)).toMatchObject({ id: card.id, kind: 'image', author: { name: 'Ann' } });
  expect(JSON.stringify(blank).toLowerCase()).not.toContain('zanzibar');
});
