import { expect, test } from 'vitest';
import { excerptOf } from './read-cards.ts';

test('an excerpt ends at a word and never inside a character', () => {
  expect(excerptOf('  court ')).toBe('court');
  const long = excerptOf('mot '.repeat(200));
  expect(long.length).toBeLessThanOrEqual(280);
  expect(long.endsWith('mot…')).toBe(true);
  expect(excerptOf('🌊'.repeat(400))).toBe(`${'🌊'.repeat(279)}…`);
});
