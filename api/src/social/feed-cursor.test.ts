import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cursorOf, placeOf, SOURCES } from './feed-cursor.ts';

test('a place in the feed is found again from its word', () => {
  const micros = fc.bigInt({ min: 0n, max: 9_999_999_999_999_999n }).map(String);
  const place = fc.record({ micros, source: fc.constantFrom(...SOURCES), uuid: fc.uuid() });
  fc.assert(
    fc.property(place, (one) => {
      expect(placeOf(cursorOf(one))).toEqual(one);
    }),
    { seed: 7 },
  );
});

test('what is none of ours is no place', () => {
  for (const word of [
    '',
    '1',
    '1.0',
    '1.4.AZKzWpHQfTe3rQnbtK7OuA',
    '-1.0.AZKzWpHQfTe3rQnbtK7OuA',
    '1.0.AZKzWpHQfTe3rQnbtK7OuB',
    `1.0.${'x'.repeat(40)}`,
  ]) {
    expect(placeOf(word)).toBeNull();
  }
});
