import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RunAllocator, type Run } from './run-allocator.ts';

describe('RunAllocator', () => {
  it('never overlaps, never crosses a page, and draws no further than what is used', () => {
    const step = fc.oneof(fc.record({ take: fc.integer({ min: 1, max: 64 }) }), fc.record({ free: fc.nat({ max: 40 }) }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
        const allocator = new RunAllocator(64);
        const held: Run[] = [];
        for (const s of steps) {
          if ('take' in s) held.push(allocator.take(s.take));
          else {
            const [gone] = held.splice(s.free % Math.max(held.length, 1), 1);
            if (gone !== undefined) allocator.free(gone);
          }
        }
        for (let page = 0; page < allocator.pages; page++) {
          const used = new Set<number>();
          for (const run of held.filter((r) => r.page === page)) {
            for (let i = run.start; i < run.start + run.length; i++) {
              expect(used.has(i)).toBe(false);
              used.add(i);
            }
          }
          expect(allocator.usedEnd(page)).toBe(used.size === 0 ? 0 : Math.max(...used) + 1);
        }
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it('takes the lowest gap again', () => {
    const allocator = new RunAllocator(8);
    const first = allocator.take(3);
    allocator.take(3);
    allocator.free(first);
    expect(allocator.take(2)).toEqual({ page: 0, start: 0, length: 2 });
    expect(allocator.take(3)).toEqual({ page: 1, start: 0, length: 3 });
  });
});
