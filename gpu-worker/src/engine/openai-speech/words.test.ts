import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partsOf, sayable, speedOf } from './words.ts';

test('no part is over the limit, and every word is said once, in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-zé]{1,30}[.!?,]?$/u), { maxLength: 60 }),
      fc.integer({ min: 80, max: 400 }),
      (words, longest) => {
        const parts = partsOf(words.join(' '), longest);
        expect(parts.every((part) => part.length <= longest)).toBe(true);
        expect(parts.join(' ').replaceAll(/\s+/gu, ' ').trim()).toBe(words.join(' '));
      },
    ),
    { seed: 5, numRuns: 150 },
  );
});

test.each([
  ['Voir https://exemple.fr/a?b **ici** 😀', 'Voir ici'],
  ['😀🔥', '😀🔥'],
  ['\u0000\u0007', ''],
  ['un\ndeux', 'un\ndeux'],
])('of %j is said %j', (text, said) => {
  expect(sayable(text)).toBe(said);
});

test.each([
  ['', 1],
  ['Parle vite et fort', 1.18],
  ['very slowly, please', 0.7],
  ['Voix posée', 0.85],
  ['invite tout le monde', 1],
  ['TRÈS RAPIDE', 1.35],
])('%j is said at %d', (instructions, speed) => {
  expect(speedOf(instructions)).toBe(speed);
});
