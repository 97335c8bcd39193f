import fc from 'fast-check';
import { expect, test } from 'vitest';
import { settlePurses, type Purse } from './purse.ts';
import { settle, type PricedLine } from './settlement.ts';

const PEOPLE = ['ann', 'bob', 'cleo', 'dan'] as const;
type Name = (typeof PEOPLE)[number];
const sum = (numbers: readonly number[]) => numbers.reduce((all, n) => all + n, 0);

/** A run of few people, so that those who pay are often those who earn. */
const run = fc
  .record({
    engine: fc.nat(30),
    others: fc.array(fc.record({ payee: fc.constantFrom(...PEOPLE), quoted: fc.nat(40) }), { maxLength: 5 }),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
    purses: fc.array(fc.record({ owner: fc.constantFrom(...PEOPLE), promo: fc.boolean(), held: fc.nat(60) }), {
      minLength: 1,
      maxLength: 7,
    }),
    last: fc.constantFrom(...PEOPLE),
  })
  .map(({ engine, others, part, purses, last }) => {
    const used = (quoted: number) => Math.floor(quoted * part);
    const lines: PricedLine<Name>[] = [
      { payee: null, quoted: engine, used: used(engine) },
      ...others.map(({ payee, quoted }) => ({ payee, quoted, used: used(quoted) })),
    ];
    const missing = Math.max(0, sum(lines.map(({ quoted }) => quoted)) - sum(purses.map(({ held }) => held)));
    return { lines, purses: [...purses, { owner: last, promo: false, held: missing }] satisfies Purse<Name>[] };
  });

test('every token is paid by one purse to one payee, never to its own, and purses are drawn on in order', () => {
  let selves = 0;
  fc.assert(
    fc.property(run, ({ lines, purses }) => {
      const { amounts, payments } = settlePurses(lines, purses);
      const cost = sum(lines.map(({ used }) => used));
      const paidBy = payments.map((parts) => sum(parts.map(({ tokens }) => tokens)));
      for (const [index, purse] of purses.entries()) {
        expect(paidBy[index]).toBeLessThanOrEqual(purse.held);
        expect(payments[index]?.every(({ to, tokens }) => to !== purse.owner && tokens > 0 && (!purse.promo || to === null))).toBe(true);
      }
      expect(sum(amounts)).toBe(sum(paidBy));
      expect(sum(amounts)).toBeLessThanOrEqual(cost);
      for (const person of [null, ...PEOPLE]) {
        const got = sum(payments.flat().flatMap(({ to, tokens }) => (to === person ? [tokens] : [])));
        expect(got).toBe(sum(amounts.filter((_, index) => lines[index]?.payee === person)));
      }
      // What is not charged is what one person would have paid to themselves.
      const promo = sum(paidBy.filter((_, index) => purses[index]?.promo));
      const whole = settle(lines, promo);
      const short = lines.flatMap(({ payee }, index) => (amounts[index] === whole.amounts[index] ? [] : [payee]));
      expect(new Set(short).size).toBeLessThanOrEqual(1);
      if (short.length > 0) selves++;
      if (short.includes(null)) throw new Error('the platform went short');
    }),
    { seed: 8, numRuns: 3000 },
  );
  expect(selves).toBeGreaterThan(50);
});

test('whoever pays alone pays as ever', () => {
  fc.assert(
    fc.property(run, fc.nat(90), ({ lines }, promo) => {
      const others = lines.map((line) => (line.payee === 'dan' ? { ...line, payee: 'cleo' as const } : line));
      const cost = sum(others.map(({ quoted }) => quoted));
      const first = Math.min(promo, cost);
      const { amounts, payments } = settlePurses<Name>(others, [
        { owner: 'dan', promo: true, held: first },
        { owner: 'dan', promo: false, held: cost - first },
      ]);
      const before = settle(others, first);
      expect(amounts).toEqual(before.amounts);
      expect(payments.map((parts) => sum(parts.map(({ tokens }) => tokens)))).toEqual([before.promo, before.paid]);
    }),
    { seed: 9, numRuns: 500 },
  );
});

test('a giver whose own agent is used pays the engine, and what the author pays is earned', () => {
  const lines = [
    { payee: null, quoted: 5, used: 5 },
    { payee: 'bob', quoted: 60, used: 60 },
  ];
  const purses = [
    { owner: 'bob', promo: false, held: 30 },
    { owner: 'ann', promo: false, held: 35 },
  ];
  expect(settlePurses(lines, purses)).toEqual({
    amounts: [5, 35],
    payments: [[{ to: null, tokens: 5 }], [{ to: 'bob', tokens: 35 }]],
  });
  expect(() => settlePurses(lines, purses.slice(1))).toThrow(RangeError);
});
