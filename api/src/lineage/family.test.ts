import fc from 'fast-check';
import { expect, test } from 'vitest';
import { generationsOf, type Edge } from './family.ts';

const dag = fc
  .array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 40 })
  .map((rows) =>
    rows.flatMap((row, child): Edge[] => (child === 0 ? [] : [...new Set(row.map((n) => n % child))].map((p) => [`${p}`, `${child}`]))),
  );

test('whoever is one step away is one generation away, and all who hang together are told', () => {
  fc.assert(
    fc.property(dag, (edges) => {
      const found = generationsOf('0', edges);
      expect(found.get('0')).toBe(0);
      for (const [parent, child] of edges) expect(found.has(parent)).toBe(found.has(child));
      const children = edges.filter(([parent]) => parent === '0').map(([, child]) => found.get(child));
      expect(children.every((generation) => generation === 1)).toBe(true);
    }),
    { seed: 7, numRuns: 200 },
  );
});

test('a knot leads to the other parent, of the same age', () => {
  const edges: Edge[] = [
    ['grandmother', 'mother'],
    ['mother', 'child'],
    ['father', 'child'],
  ];
  expect([...generationsOf('mother', edges)]).toEqual([
    ['mother', 0],
    ['grandmother', -1],
    ['child', 1],
    ['father', 0],
  ]);
});

test('a loop that should not be there ends', () => {
  expect(
    generationsOf('a', [
      ['a', 'b'],
      ['b', 'a'],
    ]).size,
  ).toBe(2);
});
