import { PLOT_CAPACITY } from '@oto/schema/board/placement';
import { PLOT_SIZE } from '@oto/schema/geometry/lattice';
import { describe, expect, it } from 'vitest';
import { likelySeats } from './likely-seats.ts';

describe('the likeness of a plot', () => {
  const { ranks, reachX, reachY } = likelySeats();

  it('gives every note up to the capacity a cell of its own', () => {
    const taken = ranks.filter((rank) => rank <= PLOT_CAPACITY).sort((a, b) => a - b);
    expect(taken).toEqual(Array.from({ length: PLOT_CAPACITY }, (_, index) => index + 1));
  });

  it('grows outwards with its notes and stays inside the plot', () => {
    for (const reach of [reachX, reachY]) {
      expect(reach).toHaveLength(PLOT_CAPACITY + 1);
      expect([...reach].sort((a, b) => a - b)).toEqual(reach);
      expect(reach.at(-1)).toBeLessThan(PLOT_SIZE / 2);
    }
    expect(ranks[5 * 11 + 5]).toBe(1);
    expect(ranks[0]).toBeGreaterThan(100);
  });
});
