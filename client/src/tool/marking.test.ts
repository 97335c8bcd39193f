import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joined, MARKED_MAX, rectBetween, toggled } from './marking.ts';

const ids = fc.uniqueArray(fc.integer({ min: 0, max: 300 }).map(String), { maxLength: MARKED_MAX });
const id = fc.integer({ min: 0, max: 300 }).map(String);
const corner = fc.record({ x: fc.integer({ min: -9000, max: 9000 }), y: fc.integer({ min: -9000, max: 9000 }) });

describe('marking', () => {
  test('toggling twice changes nothing but the order, unless the marks are full', () => {
    fc.assert(
      fc.property(ids, id, (marked, one) => {
        const twice = toggled(toggled(marked, one), one);
        const full = marked.length === MARKED_MAX && !marked.includes(one);
        expect(new Set(twice)).toEqual(full ? new Set(toggled(marked, one).filter((other) => other !== one)) : new Set(marked));
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  test('joining keeps every mark once, the old ones first, and never too many', () => {
    fc.assert(
      fc.property(ids, fc.array(id, { maxLength: 300 }), (marked, more) => {
        const all = joined(marked, more);
        expect(all.slice(0, marked.length)).toEqual(marked);
        expect(new Set(all).size).toBe(all.length);
        expect(all.length).toBeLessThanOrEqual(MARKED_MAX);
      }),
      { seed: 4, numRuns: 300 },
    );
  });

  test('a rectangle has no direction', () => {
    fc.assert(
      fc.property(corner, corner, (a, b) => {
        const rect = rectBetween(a, b);
        expect(rect).toEqual(rectBetween(b, a));
        expect([rect.x + rect.width, rect.y + rect.height]).toEqual([Math.max(a.x, b.x), Math.max(a.y, b.y)]);
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});
