import { expect, test } from 'vitest';
import { excerptAround, marksOf } from './excerpt.ts';

const sought = (...words: readonly string[]) => {
  const all = new Set(words);
  return (word: string) => all.has(word);
};

test('words are marked as they are written, with accents and ligatures', () => {
  expect(marksOf('Une Étoile, un cœur', sought('etoile', 'coeur'))).toEqual([
    [4, 10],
    [15, 19],
  ]);
});

test('an excerpt stands around the first word that was found', () => {
  const text = `${'avant '.repeat(60)}papillon ${'après '.repeat(60)}`;
  const { excerpt, marks } = excerptAround(['rien', text], sought('papillon'));
  expect(excerpt.startsWith('…avant')).toBe(true);
  expect(excerpt.endsWith('…')).toBe(true);
  expect(marks.map(([from, to]) => excerpt.slice(from, to))).toEqual(['papillon']);
});

test('where nothing is found the text begins at its beginning', () => {
  expect(excerptAround(['', 'Un texte\n court'], sought('x'))).toEqual({ excerpt: 'Un texte court', marks: [] });
  expect(excerptAround([], sought('x'))).toEqual({ excerpt: '', marks: [] });
});

test('no cut falls inside of a character', () => {
  const { excerpt } = excerptAround(['🦋'.repeat(300)], sought('x'));
  expect(excerpt.isWellFormed()).toBe(true);
});
