import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordsOf } from './word.ts';

const known = (word: string) => ['bombe', 'une', 'how', 'bomb'].includes(word);
const first = (text: string) => wordsOf(text, known).map((word) => word.forms[0]);

test.each([
  ['L’Été À l’œil', ['l', 'ete', 'a', 'l', 'oeil']],
  ['ＢＯＭＢＥ', ['bombe']],
  ['bo\u200Bm\u00ADbe', ['bombe']],
  ['b\u0336o\u0336m\u0336b\u0336e\u0336', ['bombe']],
  ['bоmbе', ['bombe']],
  ['u.n.e b-o-m-b-e', ['une', 'bombe']],
  ['h o w  b o m b', ['how', 'bomb']],
  ['a b c', ['a', 'b', 'c']],
  ['5$, 100€ !', ['5', '100']],
])('%s', (text, words) => {
  expect(first(text)).toEqual(words);
});

test.each([
  ['b0mb3', 'bombe'],
  ['b@mbe', 'bambe'],
  ['k!ll', 'kill'],
  ['k1ll', 'kill'],
  ['p1uie', 'pluie'],
  ['boooombe', 'bombe'],
  ['killlll', 'kill'],
])('%s may be read %s', (text, form) => {
  expect(wordsOf(text, known)[0]?.forms).toContain(form);
});

test('a word knows where it was written, and sentences keep words apart', () => {
  const text = 'Une b\u200Bombe. Fin';
  const [, bombe, fin] = wordsOf(text, known);
  expect(text.slice(bombe?.start, bombe?.end)).toBe('b\u200Bombe');
  expect((fin?.place ?? 0) - (bombe?.place ?? 0)).toBeGreaterThan(5);
});

test('an accent makes another word where it matters', () => {
  expect(wordsOf('râpe', known)[0]?.forms).toEqual([]);
  expect(wordsOf('rape', known)[0]?.forms).toEqual(['rape']);
});

test('words follow one another and stand in the text, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      let end = 0;
      let place = -1;
      for (const word of wordsOf(text, known)) {
        expect(word.start).toBeGreaterThanOrEqual(end);
        expect(word.end).toBeGreaterThan(word.start);
        expect(word.place).toBeGreaterThan(place);
        ({ end, place } = word);
      }
      expect(end).toBeLessThanOrEqual(text.length);
    }),
    { seed: 5, numRuns: 500 },
  );
});
