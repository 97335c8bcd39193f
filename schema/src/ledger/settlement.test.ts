import fc from 'fast-check';
import { expect, test } from 'vitest';
import { owedFor, settle, type QuotedStep, type SplitLine } from './settlement.ts';

const sum = (numbers: readonly number[]) => numbers.reduce((all, n) => all + n, 0);

type Order = {
  readonly steps: readonly QuotedStep[];
  readonly lines: readonly SplitLine<string>[];
  readonly delivered: number;
  readonly promoHeld: number;
};

/** A quote as the api makes it: the platform's line, a line a fee, royalties; then a chain that got so far. */
const order: fc.Arbitrary<Order> = fc
  .record({
    steps: fc.array(fc.record({ engineTokens: fc.nat(60), fee: fc.oneof(fc.constant(0), fc.nat(1000)), used: fc.nat(90) }), {
      minLength: 1,
      maxLength: 4,
    }),
    royalties: fc.array(fc.record({ quoted: fc.nat(40), forfeited: fc.boolean() }), { maxLength: 5 }),
    part: fc.nat(4),
    promo: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ steps, royalties, part, promo }) => {
    const delivered = Math.min(part, steps.length);
    const quoted = steps.map((step, index) => ({ ...step, used: index < delivered ? step.used : null }));
    const lines: SplitLine<string>[] = [
      { kind: 'platform', payee: null, quoted: sum(steps.map(({ engineTokens }) => engineTokens)) },
      ...steps.flatMap(({ fee }, index) => (fee > 0 ? [{ kind: 'agent' as const, payee: `owner ${index}`, quoted: fee }] : [])),
      ...royalties.map(({ quoted: tokens, forfeited }, index) => ({
        kind: 'royalty' as const,
        payee: forfeited ? null : `author ${index}`,
        quoted: tokens,
      })),
    ];
    return { steps: quoted, lines, delivered, promoHeld: Math.round(promo * sum(lines.map((line) => line.quoted))) };
  });

test('a part of a chain is never charged more than its quote, and every token charged has one receiver', () => {
  fc.assert(
    fc.property(order, ({ steps, lines, delivered, promoHeld }) => {
      const owed = owedFor(lines, steps);
      const { promo, paid, amounts } = settle(owed, promoHeld);
      const charged = promo + paid;
      expect(sum(amounts)).toBe(charged);
      expect(charged).toBe(sum(owed.map(({ used }) => used)));
      expect(promo).toBeLessThanOrEqual(promoHeld);
      expect(charged).toBeLessThanOrEqual(sum(lines.map(({ quoted }) => quoted)));
      expect(delivered > 0 || charged === 0).toBe(true);
      expect(amounts.every((amount) => amount >= 0)).toBe(true);
      // The platform also takes what promo tokens pay of others' lines.
      const tooMuch = lines.filter(({ payee, quoted }, index) => payee !== null && (amounts[index] ?? 0) > quoted);
      expect(tooMuch).toEqual([]);
    }),
    { seed: 5, numRuns: 1000 },
  );
});

test('who made nothing earns nothing; who made all of theirs is owed all; a royalty is its part, rounded down', () => {
  fc.assert(
    fc.property(order, ({ steps, lines, delivered }) => {
      const owed = owedFor(lines, steps);
      const quote = (some: readonly QuotedStep[]) => sum(some.map(({ engineTokens, fee }) => engineTokens + fee));
      const [part, whole] = [quote(steps.slice(0, delivered)), quote(steps)];
      const used = lines.map((line, index) => ({ ...line, used: owed[index]?.used ?? Number.NaN }));
      for (const { payee, quoted, used: earned } of used.filter(({ kind }) => kind === 'agent')) {
        expect(earned).toBe(Number(payee?.split(' ')[1]) < delivered ? quoted : 0);
      }
      for (const { quoted, used: earned } of used.filter(({ kind }) => kind === 'royalty')) {
        // Rounded down: what is owed lies less than one token below its exact part.
        expect(whole === 0 || (earned * whole <= quoted * part && (earned + 1) * whole > quoted * part)).toBe(true);
      }
      const engines = steps.map(({ used, engineTokens }) => Math.min(used ?? 0, engineTokens));
      expect(owed[0]?.used).toBe(sum(engines));
    }),
    { seed: 6, numRuns: 1000 },
  );
});

test('delivering one more step never costs less', () => {
  fc.assert(
    fc.property(order, ({ steps, lines, delivered }) => {
      const cost = (count: number) =>
        sum(
          owedFor(
            lines,
            steps.map((step, index) => ({ ...step, used: index < count ? step.engineTokens : null })),
          ).map(({ used }) => used),
        );
      for (let count = 0; count < delivered; count++) expect(cost(count + 1)).toBeGreaterThanOrEqual(cost(count));
    }),
    { seed: 7, numRuns: 300 },
  );
});
