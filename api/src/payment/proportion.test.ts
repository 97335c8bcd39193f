import fc from 'fast-check';
import { expect, test } from 'vitest';
import { centsFor, tokensFor, type Gone } from './proportion.ts';

const sold = fc.record({ tokens: fc.integer({ min: 1, max: 100_000 }), cents: fc.integer({ min: 1, max: 100_000 }) });

test('given back in any parts, the parts are the price', () => {
  fc.assert(
    fc.property(sold, fc.array(fc.integer({ min: 1, max: 50_000 }), { maxLength: 12 }), (pack, cuts) => {
      let gone: Gone = { tokens: 0, cents: 0 };
      for (const cut of [...cuts, pack.tokens]) {
        const tokens = Math.min(cut, pack.tokens - gone.tokens);
        const cents = centsFor(pack, gone, tokens);
        expect(cents).toBeGreaterThanOrEqual(0);
        gone = { tokens: gone.tokens + tokens, cents: gone.cents + cents };
        expect(gone.cents * pack.tokens).toBeLessThanOrEqual(pack.cents * gone.tokens);
      }
      expect(gone).toEqual(pack);
    }),
    { seed: 6, numRuns: 400 },
  );
});

test('money given back elsewhere takes its tokens along, all of them with the last cent', () => {
  fc.assert(
    fc.property(sold, fc.array(fc.integer({ min: 1, max: 50_000 }), { maxLength: 12 }), (pack, cuts) => {
      let gone: Gone = { tokens: 0, cents: 0 };
      for (const cut of [...cuts, pack.cents]) {
        const cents = Math.min(cut, pack.cents - gone.cents);
        gone = { tokens: gone.tokens + tokensFor(pack, gone, cents), cents: gone.cents + cents };
        expect(gone.tokens).toBeLessThanOrEqual(pack.tokens);
      }
      expect(gone).toEqual(pack);
    }),
    { seed: 6, numRuns: 400 },
  );
});

test.each([
  [{ tokens: 1100, cents: 1000 }, 1, 0],
  [{ tokens: 1100, cents: 1000 }, 550, 500],
  [{ tokens: 1100, cents: 1000 }, 1100, 1000],
])('of %o, %i tokens are worth %i cents', (pack, tokens, cents) => {
  expect(centsFor(pack, { tokens: 0, cents: 0 }, tokens)).toBe(cents);
});
