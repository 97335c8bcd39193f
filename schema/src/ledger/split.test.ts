import fc from 'fast-check';
import { expect, test } from 'vitest';
import { royalties, ROYALTY_GENERATIONS } from './royalty.ts';
import { settle } from './settlement.ts';
import { splitByWeight } from './split.ts';

const sum = (numbers: readonly number[]) => numbers.reduce((all, n) => all + n, 0);
const SEEDED = { seed: 1, numRuns: 500 };

test('shares sum exactly and stay within one token of their proportion', () => {
  fc.assert(
    fc.property(
      fc.nat(1_000_000_000),
      fc.array(fc.oneof(fc.constant(0), fc.nat(1000), fc.nat(1_000_000_000)), { minLength: 1, maxLength: 12 }),
      (total, weights) => {
        const shares = splitByWeight(total, weights);
        const weight = sum(weights);
        expect(sum(shares)).toBe(weight === 0 ? 0 : total);
        shares.forEach((share, index) => {
          expect(share).toBeGreaterThanOrEqual(0);
          const exact = weight === 0 ? 0 : (total * (weights[index] ?? 0)) / weight;
          expect(Math.abs(share - exact)).toBeLessThan(exact === 0 ? Number.MIN_VALUE : 1.000001);
        });
      },
    ),
    SEEDED,
  );
});

test('a larger weight never receives less', () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.array(fc.nat(50), { minLength: 2, maxLength: 8 }), (total, weights) => {
      const shares = splitByWeight(total, weights);
      weights.forEach((a, i) => weights.forEach((b, j) => expect(a > b ? (shares[i] ?? 0) >= (shares[j] ?? 0) : true).toBe(true)));
    }),
    SEEDED,
  );
});

test('a share is whole and never negative, or there is none', () => {
  expect(() => splitByWeight(-1, [1])).toThrow(RangeError);
  expect(() => splitByWeight(1.5, [1])).toThrow(RangeError);
  expect(() => splitByWeight(1, [-1])).toThrow(RangeError);
  expect(splitByWeight(10, [1, 1, 1])).toEqual([4, 3, 3]);
});

const ancestry = fc.array(
  fc.record({ id: fc.nat(1000), author: fc.nat(4), generation: fc.integer({ min: 1, max: ROYALTY_GENERATIONS + 2 }) }),
  { maxLength: 15 },
);

test('royalties halve per generation, never go to the payer and stay near a fifth of the price', () => {
  fc.assert(
    fc.property(fc.nat(5000), ancestry, fc.nat(4), (base, ancestors, payer) => {
      const lines = royalties(base, ancestors, payer);
      for (const { ancestor, tokens } of lines) {
        expect(ancestor.author).not.toBe(payer);
        expect(tokens).toBeGreaterThan(0);
        const exact = base / 10 / 2 ** (ancestor.generation - 1) / ancestors.filter((a) => a.generation === ancestor.generation).length;
        expect(Math.abs(tokens - exact)).toBeLessThan(2);
      }
      expect(sum(lines.map((line) => line.tokens))).toBeLessThan(base * 0.1875 + 1);
    }),
    SEEDED,
  );
});

test('one parent of a small run receives a token; one’s own nothing; a free run nothing', () => {
  const parent = { id: 'c', author: 'a', generation: 1 };
  expect(royalties(3, [parent], 'b')).toEqual([{ ancestor: parent, tokens: 1 }]);
  expect(royalties(3, [parent], 'a')).toEqual([]);
  expect(royalties(0, [parent], 'b')).toEqual([]);
  const chain = [1, 2, 3, 4, 5].map((generation) => ({ id: generation, author: generation, generation }));
  expect(royalties(800, chain, 0).map((line) => line.tokens)).toEqual([80, 40, 20, 10]);
});

test('a settlement charges what was used, promo first, and earnings only from paid tokens', () => {
  const line = fc
    .record({ payee: fc.option(fc.nat(3)), quoted: fc.nat(60), part: fc.double({ min: 0, max: 1, noNaN: true }) })
    .map(({ payee, quoted, part }) => ({ payee, quoted, used: Math.floor(quoted * part) }));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), fc.nat(60), fc.nat(100), (rest, engine, promoHeld) => {
      const lines = [{ payee: null, quoted: engine, used: engine }, ...rest];
      const cost = sum(lines.map(({ used }) => used));
      const { promo, paid, amounts } = settle(lines, promoHeld);
      expect(promo + paid).toBe(cost);
      expect(promo).toBe(Math.min(promoHeld, cost));
      expect(sum(amounts)).toBe(cost);
      const earned = sum(amounts.filter((_, index) => lines[index]?.payee !== null));
      expect(earned).toBeLessThanOrEqual(paid);
      lines.forEach(({ payee, used }, index) => expect(payee !== null && (amounts[index] ?? 0) > used).toBe(false));
    }),
    SEEDED,
  );
  expect(() => settle([{ payee: 1, quoted: 1, used: 1 }], 0)).toThrow(RangeError);
  expect(() => settle([{ payee: null, quoted: 1, used: 2 }], 0)).toThrow(RangeError);
});
