import { expect, test } from 'vitest';
import { bonus, centsPer100 } from './pack-price.ts';

const small = { id: 'small', tokens: 500, cents: 500 };
const middle = { id: 'middle', tokens: 1100, cents: 1000 };
const large = { id: 'large', tokens: 3000, cents: 2500 };

test('the price of a hundred tokens is whole cents', () => {
  expect([small, middle, large].map(centsPer100)).toEqual([100, 91, 83]);
});

test('more tokens are promised only when they are given', () => {
  const packs = [small, middle, large];
  expect(packs.map((pack) => bonus(pack, packs))).toEqual([0, 10, 20]);
  expect(bonus({ id: 'odd', tokens: 1199, cents: 1100 }, packs)).toBe(9);
  expect(bonus(small, [small])).toBe(0);
});
