import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wrap } from './wrap.ts';

const one = (): number => 1;

describe('wrap', () => {
  it('keeps every line within the width and loses nothing when there is room', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-zé]{1,14}$/), { maxLength: 20 }), fc.integer({ min: 3, max: 30 }), (words, width) => {
        const lines = wrap(words.join(' '), { width, lines: 1000 }, one);
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
        expect(lines.flat().join('').replaceAll(' ', '')).toBe(words.join(''));
      }),
      { seed: 6 },
    );
  });

  it('never gives more lines than allowed and ends a cut text with an ellipsis', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 12, maxLength: 30 }),
        fc.integer({ min: 1, max: 3 }),
        (words, lines) => {
          const out = wrap(words.join(' '), { width: 12, lines }, one);
          expect(out.length).toBeLessThanOrEqual(lines);
          expect(words.join(' ').length <= 12 * lines || out.at(-1)?.at(-1) === '…').toBe(true);
          for (const line of out) expect(line.length).toBeLessThanOrEqual(12);
        },
      ),
      { seed: 7 },
    );
  });

  it('keeps a flag or a family emoji whole', () => {
    expect(wrap('a 👩‍👩‍👧 b', { width: 10, lines: 1 }, one)).toEqual([['a', ' ', '👩‍👩‍👧', ' ', 'b']]);
  });

  it('honours line breaks', () => {
    expect(wrap('un\ndeux', { width: 10, lines: 3 }, one).map((line) => line.join(''))).toEqual(['un', 'deux']);
  });
});

describe('French marks', () => {
  it('stay with the word they follow', () => {
    expect(wrap('le phare ?', { width: 8, lines: 3 }, one).map((line) => line.join(''))).toEqual(['le', 'phare\u00a0?']);
    expect(wrap('dit « oui »', { width: 8, lines: 3 }, one).map((line) => line.join(''))).toEqual(['dit', '«\u00a0oui\u00a0»']);
  });
});
