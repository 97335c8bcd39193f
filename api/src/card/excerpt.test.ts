import { expect, test } from 'vitest';
import { excerptOf, withoutTitle } from './read-cards.ts';

test('an excerpt ends at a word and never inside a character', () => {
  expect(excerptOf('  court ')).toBe('court');
  const long = excerptOf('mot '.repeat(200));
  expect(long.length).toBeLessThanOrEqual(280);
  expect(long.endsWith('mot…')).toBe(true);
  expect(excerptOf('🌊'.repeat(400))).toBe(`${'🌊'.repeat(279)}…`);
  // Where characters of one and of two units meet the bound.
  for (const [text, cut] of [
    ['🌊'.repeat(280), null],
    [`a${'🌊'.repeat(279)}`, null],
    [`${'🌊'.repeat(280)}a`, `${'🌊'.repeat(279)}…`],
    [`a${'🌊'.repeat(280)}`, `a${'🌊'.repeat(278)}…`],
  ] as const)
    expect(excerptOf(text)).toBe(cut ?? text);
});

test('an excerpt that is cut after a full stop does not end in four dots', () => {
  expect(excerptOf('Un. '.repeat(200)).endsWith('Un…')).toBe(true);
});

test('the title is not said twice', () => {
  expect(withoutTitle('La neige\n\nJ’ai vu la neige.', 'La neige')).toBe('J’ai vu la neige.');
  expect(withoutTitle('La neige\nJ’ai vu.', 'Carnet')).toBe('La neige\nJ’ai vu.');
  expect(withoutTitle('La neige', 'La neige')).toBe('La neige');
});
