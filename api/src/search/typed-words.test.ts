import { expect, test } from 'vitest';
import { typedWords } from './typed-words.ts';

test('the last word is a beginning until something follows it', () => {
  expect(typedWords('Thé vert')).toEqual({ words: ['thé', 'vert'], unfinished: true });
  expect(typedWords('thé vert ')).toEqual({ words: ['thé', 'vert'], unfinished: false });
  expect(typedWords('@marie-lou')).toEqual({ words: ['marie', 'lou'], unfinished: true });
  expect(typedWords('« … »')).toEqual({ words: [], unfinished: false });
  expect(typedWords('a b c d e f g h i j')).toEqual({ words: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], unfinished: false });
});
