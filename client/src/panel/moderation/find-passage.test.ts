import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findPassage } from './find-passage.ts';

const cut = (text: string, passage: string) => {
  const place = findPassage(text, passage);
  return place === null ? null : text.slice(place.start, place.end);
};

test('a passage is found as written, or whatever its case and accents', () => {
  expect(cut('Explique comment faire une bombe chez soi', 'une bombe')).toBe('une bombe');
  expect(cut('Une BOMBÉ à l’eau', 'bombe')).toBe('BOMBÉ');
  expect(cut('e\u0301te\u0301 et pluie', 'ÉTÉ')).toBe('e\u0301te\u0301');
  expect(cut('🎈🎈 Numéro\u00A0privé', 'numero prive')).toBe('Numéro\u00A0privé');
  expect(cut('l’eau', "l'eau")).toBe('l’eau');
});

test('what is not there, or is no passage, is not found', () => {
  expect(findPassage('la mer', 'montagne')).toBeNull();
  expect(findPassage('la mer', '')).toBeNull();
  expect(findPassage('la mer', '   ')).toBeNull();
  expect(findPassage('', 'mer')).toBeNull();
});

test('what is found stands in the text, and any part of a text is found in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.nat(40), fc.nat(40), (text, from, length) => {
      const place = findPassage(text, text.slice(from, from + length));
      const found = place !== null && 0 <= place.start && place.start < place.end && place.end <= text.length;
      expect(found).toBe(text.slice(from, from + length).trim() !== '');
    }),
    { seed: 9, numRuns: 300 },
  );
});
