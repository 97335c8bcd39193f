import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AGENT_SIZE, CREATION_SIZE } from './kind.ts';
import { nextSeat, PLOT_CAPACITY, SEAT_LIMIT, TILT_MAX, type Taken } from './placement.ts';
import type { Seat } from './record.ts';

const sizes = (length: number) => fc.array(fc.constantFrom(CREATION_SIZE, AGENT_SIZE), { minLength: length, maxLength: length });
const RUNS = { seed: 11, numRuns: 60 };

function fill(wanted: readonly number[], seed: number): { taken: Taken[]; seats: Seat[] } {
  const taken: Taken[] = [];
  const seats: Seat[] = [];
  wanted.forEach((size, index) => {
    const seat = nextSeat(taken, size, seed + index * 7919);
    if (!seat) throw new Error(`no seat for note ${index}`);
    taken.push({ x: seat[0], y: seat[1], size });
    seats.push(seat);
  });
  return { taken, seats };
}

/** Separating-axis test of two tilted squares. */
function overlap(a: Seat, sizeA: number, b: Seat, sizeB: number): boolean {
  for (const angle of [a[2] / 1000, a[2] / 1000 + Math.PI / 2, b[2] / 1000, b[2] / 1000 + Math.PI / 2]) {
    const distance = Math.abs((b[0] - a[0]) * Math.cos(angle) + (b[1] - a[1]) * Math.sin(angle));
    const reach = (seat: Seat, size: number) =>
      (size / 2) * (Math.abs(Math.cos(angle - seat[2] / 1000)) + Math.abs(Math.sin(angle - seat[2] / 1000)));
    if (distance >= reach(a, sizeA) + reach(b, sizeB)) return false;
  }
  return true;
}

describe('nextSeat', () => {
  it('fits a whole plot of any mix without overlap, in whole units, inside the plot', () => {
    fc.assert(
      fc.property(sizes(PLOT_CAPACITY), fc.integer(), (wanted, seed) => {
        const { seats } = fill(wanted, seed);
        for (const [i, seat] of seats.entries()) {
          expect(seat.every(Number.isInteger)).toBe(true);
          expect(Math.max(Math.abs(seat[0]), Math.abs(seat[1]))).toBeLessThanOrEqual(SEAT_LIMIT);
          expect(Math.abs(seat[2])).toBeLessThanOrEqual(TILT_MAX);
          for (let j = 0; j < i; j++) {
            const other = seats[j];
            if (other && overlap(seat, wanted[i] ?? 0, other, wanted[j] ?? 0)) throw new Error(`notes ${j} and ${i} overlap`);
          }
        }
      }),
      RUNS,
    );
  });

  it('keeps every quadrant of a hundred notes between 15 and 35 per cent', () => {
    fc.assert(
      fc.property(sizes(100), fc.integer(), (wanted, seed) => {
        const quadrants = [0, 0, 0, 0];
        for (const [x, y] of fill(wanted, seed).seats) {
          const at = (x > 0 ? 1 : 0) + (y > 0 ? 2 : 0);
          quadrants[at] = (quadrants[at] ?? 0) + 1;
        }
        for (const count of quadrants) {
          expect(count).toBeGreaterThanOrEqual(15);
          expect(count).toBeLessThanOrEqual(35);
        }
      }),
      RUNS,
    );
  });

  it('grows from the middle and stays centred', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer(), (count, seed) => {
        const { seats } = fill(
          Array.from({ length: count }, () => CREATION_SIZE),
          seed,
        );
        const mean = (axis: 0 | 1) => seats.reduce((sum, seat) => sum + seat[axis], 0) / count;
        expect(Math.hypot(mean(0), mean(1))).toBeLessThan(count === 1 ? 420 : 320);
        expect(Math.max(...seats.map(([x, y]) => Math.hypot(x, y)))).toBeLessThan(500 + 260 * Math.sqrt(count));
      }),
      RUNS,
    );
  });

  it('is deterministic and leaves the first notes where they are', () => {
    fc.assert(
      fc.property(sizes(60), fc.integer(), (wanted, seed) => {
        const whole = fill(wanted, seed).seats;
        expect(fill(wanted.slice(0, 59), seed).seats).toEqual(whole.slice(0, 59));
        expect(fill(wanted, seed).seats).toEqual(whole);
      }),
      { seed: 12, numRuns: 20 },
    );
  });

  it('reuses a seat that was given up', () => {
    const { taken } = fill(
      Array.from({ length: PLOT_CAPACITY }, () => AGENT_SIZE),
      3,
    );
    expect(nextSeat(taken, CREATION_SIZE, 1)).toBeNull();
    const left = taken.filter((_, index) => index !== 40);
    expect(nextSeat(left, AGENT_SIZE, 1)).not.toBeNull();
  });

  it('keeps clear of notes that stand off the spiral', () => {
    const stray: Taken[] = [{ x: 13, y: -41, size: AGENT_SIZE }];
    const seat = nextSeat(stray, AGENT_SIZE, 9);
    expect(seat && Math.max(Math.abs(seat[0] - 13), Math.abs(seat[1] + 41))).toBeGreaterThan(AGENT_SIZE);
  });
});
