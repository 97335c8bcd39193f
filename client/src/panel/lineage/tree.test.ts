import { newId } from '@oto/schema/base/id';
import type { Lineage } from '@oto/schema/contract/lineage';
import { expect, test } from 'vitest';
import { layOutTree } from './tree-layout.ts';
import { bloodline, plantTree, shapeOf, stepFrom } from './tree.ts';

const [sea, lamp, moon, knot, sister] = Array.from({ length: 5 }, () => newId()) as [Id, Id, Id, Id, Id];
type Id = ReturnType<typeof newId>;
const lineage: Lineage = {
  root: lamp,
  nodes: [lamp, sea, knot, moon, sister].map((id, index) => ({ id, generation: [0, -1, 1, 0, 0][index] ?? 0, shown: null })),
  edges: [
    [sea, lamp],
    [lamp, knot],
    [moon, knot],
    [sea, sister],
  ],
  cut: false,
};
const tree = plantTree(lineage, layOutTree(shapeOf(lineage)));
const ids = (indices: Iterable<number>) => new Set([...indices].map((index) => tree.papers[index]?.id));

test('a bloodline is what a creation comes from and what came of it, without aunts and sisters', () => {
  expect(ids(bloodline(tree, tree.root))).toEqual(new Set([lamp, sea, knot]));
  expect(ids(bloodline(tree, 2))).toEqual(new Set([knot, lamp, moon, sea]));
});

test('arrows lead to parents, children and neighbours of one column, and nowhere beyond', () => {
  const from = (id: Id, step: Parameters<typeof stepFrom>[2]) => {
    const to = stepFrom(
      tree,
      lineage.nodes.findIndex((node) => node.id === id),
      step,
    );
    return to === null ? null : tree.papers[to]?.id;
  };
  expect(from(lamp, 'parent')).toBe(sea);
  expect(from(lamp, 'child')).toBe(knot);
  expect(from(sea, 'parent')).toBe(null);
  expect([from(lamp, 'above'), from(lamp, 'below')]).toContain(sister);
  expect(from(knot, 'below')).toBe(null);
});
