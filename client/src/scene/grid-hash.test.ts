import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GridHash } from './grid-hash.ts';

const box = fc.record({
  handle: fc.integer({ min: 0, max: 60 }),
  x: fc.integer({ min: -9000, max: 9000 }),
  y: fc.integer({ min: -9000, max: 9000 }),
  w: fc.integer({ min: 1, max: 1500 }),
  gone: fc.boolean(),
});

describe('GridHash', () => {
  it('offers every box that meets a rectangle, each once, after any sets, moves and removals', () => {
    fc.assert(
      fc.property(
        fc.array(box, { maxLength: 120 }),
        fc.record({
          x: fc.integer({ min: -9000, max: 9000 }),
          y: fc.integer({ min: -9000, max: 9000 }),
          width: fc.integer({ min: 0, max: 20_000 }),
          height: fc.integer({ min: 0, max: 4000 }),
        }),
        (steps, rect) => {
          const grid = new GridHash();
          const kept = new Map<number, { x: number; y: number; w: number }>();
          for (const { handle, x, y, w, gone } of steps) {
            if (gone) {
              grid.delete(handle);
              kept.delete(handle);
            } else {
              grid.set(handle, x, y, w, w);
              kept.set(handle, { x, y, w });
            }
          }
          const offered: number[] = [];
          grid.query(rect, (handle) => offered.push(handle));
          expect(new Set(offered).size).toBe(offered.length);
          for (const handle of offered) expect(kept.has(handle)).toBe(true);
          for (const [handle, b] of kept) {
            const meets = b.x <= rect.x + rect.width && b.x + b.w >= rect.x && b.y <= rect.y + rect.height && b.y + b.w >= rect.y;
            expect(!meets || offered.includes(handle)).toBe(true);
          }
        },
      ),
      { seed: 20, numRuns: 300 },
    );
  });
});
