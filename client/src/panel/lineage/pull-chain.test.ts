import { newId } from '@oto/schema/base/id';
import type { Lineage } from '@oto/schema/contract/lineage';
import { expect, test } from 'vitest';
import { pullChain } from './pull-chain.ts';

const ids = Array.from({ length: 4 }, () => newId());
const [knot, lamp, moon, sea] = ids as [Id, Id, Id, Id];
type Id = ReturnType<typeof newId>;
const lineage: Lineage = {
  root: knot,
  nodes: ids.map((id, index) => ({ id, generation: -index, shown: null })),
  edges: [
    [lamp, knot],
    [moon, knot],
    [sea, lamp],
  ],
  cut: false,
};
const way = (chosen?: ReadonlyMap<string, string>) => pullChain(lineage, chosen).map(({ node }) => node.id);

test('the way leads by first parents to the beginning, and tells of the parents it passes by', () => {
  expect(way()).toEqual([knot, lamp, sea]);
  expect(pullChain(lineage)[0]?.others.map(({ id }) => id)).toEqual([moon]);
});

test('another parent may be chosen', () => {
  expect(way(new Map([[knot, moon]]))).toEqual([knot, moon]);
  expect(way(new Map([[knot, 'an agent']]))).toEqual([knot, lamp, sea]);
});

test('a circle ends', () => {
  const circle = pullChain({ ...lineage, edges: [...lineage.edges, [knot, sea]] });
  expect(circle.map(({ node }) => node.id)).toEqual([knot, lamp, sea]);
});
