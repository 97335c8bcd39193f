import { expect, test } from 'vitest';
import { en } from './en.ts';
import { fr } from './fr.ts';

const placeholders = (text: string) => [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1]).sort();

test('both languages have the same keys', () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(fr).sort());
});

test.each(Object.keys(fr) as (keyof typeof fr)[])('%s has words and the same placeholders in both', (key) => {
  expect(fr[key].trim()).not.toBe('');
  expect(en[key].trim()).not.toBe('');
  expect(placeholders(en[key])).toEqual(placeholders(fr[key]));
});

test('every counted key has both its forms', () => {
  for (const key of Object.keys(fr)) {
    if (key.endsWith('.one')) expect(Object.keys(fr)).toContain(key.replace(/\.one$/, '.other'));
    if (key.endsWith('.other')) expect(Object.keys(fr)).toContain(key.replace(/\.other$/, '.one'));
  }
});
