import { expect, test } from 'vitest';
import { frenchSpacing } from './french-spacing.ts';

test('a sign never parts from its word', () => {
  expect(frenchSpacing('Quoi ? « Oui », dit-il : 12 % ; voilà !')).toBe(
    'Quoi\u202F? «\u202FOui\u202F», dit-il\u00A0: 12\u00A0%\u202F; voilà\u202F!',
  );
});

test('what needs no space is left alone', () => {
  expect(frenchSpacing('https://oto.test/a?b=1; {{ n }} post-it')).toBe('https://oto.test/a?b=1; {{ n }} post-it');
});
