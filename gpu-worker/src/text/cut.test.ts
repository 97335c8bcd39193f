import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cut, tail } from './cut.ts';

test('the beginning and the end of a text are cut within the limit and never through a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.integer({ min: 1, max: 30 }), (text, most) => {
      for (const [part, at] of [
        [cut(text, most), 'start'],
        [tail(text, most), 'end'],
      ] as const) {
        expect(part.length).toBeLessThanOrEqual(most);
        expect(at === 'start' ? text.startsWith(part) : text.endsWith(part)).toBe(true);
        expect(part.isWellFormed()).toBe(true);
        expect(part === text).toBe(text.length <= most);
      }
    }),
    { seed: 21, numRuns: 300 },
  );
});
