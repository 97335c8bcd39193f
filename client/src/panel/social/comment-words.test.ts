import { newId } from '@oto/schema/base/id';
import { expect, test } from 'vitest';
import { meantAt, partsOf, withHandle } from './comment-words.ts';

test.each([
  ['@', 1, { from: 0, beginning: '' }],
  ['Bonjour @ma', 11, { from: 8, beginning: 'ma' }],
  ['(@jean-pi', 9, { from: 1, beginning: 'jean-pi' }],
  ['@mara et puis', 5, { from: 0, beginning: 'mara' }],
  ['@mara et puis', 8, null],
  ['nom@exemple', 11, null],
  ['rien', 4, null],
])('%j with the caret at %i', (text, caret, meant) => {
  expect(meantAt(text, caret)).toEqual(meant);
});

test('a chosen handle replaces what was written of it', () => {
  expect(withHandle('Merci @ma !', 9, 6, 'mara')).toEqual({ text: 'Merci @mara !', caret: 12 });
  expect(withHandle('@', 1, 0, 'mara')).toEqual({ text: '@mara ', caret: 6 });
});

test('people who exist are parts of their own; other handles stay words', () => {
  const mara = { id: newId(), name: 'Mara', handle: 'mara' };
  expect(partsOf('Salut @Mara, et @personne.', [mara])).toEqual(['Salut ', mara, ', et @personne.']);
  expect(partsOf('@mara', [mara])).toEqual([mara]);
  expect(partsOf('', [mara])).toEqual([]);
  expect(partsOf('a@mara', [mara])).toEqual(['a@mara']);
});
