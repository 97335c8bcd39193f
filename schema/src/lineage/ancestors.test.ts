import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ancestorGenerations } from './ancestors.ts';

/** Node i has parents among 0..i-1, so there is no cycle. */
const dag = fc
  .array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: 1, maxLength: 30 })
  .map((rows) => rows.map((row, index) => (index === 0 ? [] : [...new Set(row.map((n) => n % index))])));

test('every ancestor has its shortest distance, once', () => {
  fc.assert(
    fc.property(dag, fc.integer({ min: 1, max: 6 }), (edges, depth) => {
      const parentsOf = (node: number) => edges[node] ?? [];
      const start = edges.length - 1;
      const found = ancestorGenerations(parentsOf(start), parentsOf, depth);
      const distance = (from: number, to: number): number =>
        from === to ? 0 : Math.min(Number.POSITIVE_INFINITY, ...parentsOf(from).map((parent) => 1 + distanceMemo(parent, to)));
      const memo = new Map<string, number>();
      const distanceMemo = (from: number, to: number): number => {
        const key = `${from}>${to}`;
        const known = memo.get(key);
        if (known !== undefined) return known;
        const value = distance(from, to);
        memo.set(key, value);
        return value;
      };
      for (let node = 0; node < start; node++) {
        const far = distanceMemo(start, node);
        expect(found.get(node)).toBe(far <= depth ? far : undefined);
      }
      expect(found.has(start)).toBe(false);
    }),
    { seed: 7, numRuns: 200 },
  );
});

test('a cycle does not hang', () => {
  const found = ancestorGenerations(['a'], (node) => (node === 'a' ? ['b'] : ['a']), 100);
  expect([...found]).toEqual([
    ['a', 1],
    ['b', 2],
  ]);
});
