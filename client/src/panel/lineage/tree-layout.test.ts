import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layOutTree, PAPER } from './tree-layout.ts';

const dag = fc.array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 60 }).map((rows) => ({
  nodes: rows.length,
  edges: rows.flatMap((row, child) =>
    child === 0 ? [] : [...new Set(row.map((n) => n % child))].map((parent) => [parent, child] as const),
  ),
}));

test('children stand to the right of their parents, and no paper lies on another', () => {
  fc.assert(
    fc.property(dag, (shape) => {
      const places = layOutTree(shape);
      const at = (node: number) => ({ x: places[node * 2] ?? Number.NaN, y: places[node * 2 + 1] ?? Number.NaN });
      for (const [parent, child] of shape.edges) expect(at(child).x).toBeGreaterThanOrEqual(at(parent).x + PAPER.width);
      for (let one = 0; one < shape.nodes; one++) {
        for (let other = 0; other < one; other++) {
          const [a, b] = [at(one), at(other)];
          expect(Math.abs(a.x - b.x) >= PAPER.width || Math.abs(a.y - b.y) >= PAPER.height).toBe(true);
        }
      }
    }),
    { seed: 11, numRuns: 40 },
  );
});

test('thousands of papers all have a place', () => {
  const nodes = 2000;
  const edges = Array.from({ length: nodes - 1 }, (_, index) => [Math.floor(index / 3), index + 1] as const);
  const places = layOutTree({ nodes, edges: [...edges, ...edges.slice(200, 300).map(([, child]) => [0, child] as const)] });
  expect(places.every(Number.isFinite)).toBe(true);
  expect(places).toHaveLength(nodes * 2);
});
