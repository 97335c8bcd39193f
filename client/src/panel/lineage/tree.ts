import type { Id } from '@oto/schema/base/id';
import { cordColour } from '@oto/schema/board/cords';
import { FORK_COLOUR } from '@oto/schema/board/palette';
import type { Lineage, LineageNode } from '@oto/schema/contract/lineage';

import type { TreePlaces, TreeShape } from './tree-layout.ts';

/** A creation in the tree, with its neighbours by their place in `Tree.papers`. */
export type Paper = LineageNode & {
  readonly index: number;
  /** Middle, in units of the drawing. */
  readonly x: number;
  readonly y: number;
  readonly parents: readonly number[];
  readonly children: readonly number[];
  /** Of the strings that lead here: its last agent's. */
  readonly colour: string;
};

export type Tree = { readonly papers: readonly Paper[]; readonly root: number };

export function shapeOf({ nodes, edges }: Lineage): TreeShape {
  const index = new Map(nodes.map(({ id }, at) => [id, at]));
  return {
    nodes: nodes.length,
    edges: edges.flatMap(([parent, child]) => {
      const [from, to] = [index.get(parent), index.get(child)];
      return from === undefined || to === undefined ? [] : [[from, to] as const];
    }),
  };
}

export function plantTree(lineage: Lineage, places: TreePlaces): Tree {
  const parents: number[][] = lineage.nodes.map(() => []);
  const children: number[][] = lineage.nodes.map(() => []);
  for (const [parent, child] of shapeOf(lineage).edges) {
    parents[child]?.push(parent);
    children[parent]?.push(child);
  }
  const papers = lineage.nodes.map((node, index): Paper => {
    const agent = node.shown?.agents.at(-1);
    return {
      ...node,
      index,
      x: places[index * 2] ?? 0,
      y: places[index * 2 + 1] ?? 0,
      parents: parents[index] ?? [],
      children: children[index] ?? [],
      colour: agent === undefined ? FORK_COLOUR : cordColour(agent.colour),
    };
  });
  return { papers, root: indexOf(lineage, lineage.root) };
}

export function indexOf({ nodes }: Pick<Lineage, 'nodes'>, id: Id): number {
  return Math.max(
    0,
    nodes.findIndex((node) => node.id === id),
  );
}

/** A paper with all it comes from and all that came of it. */
export function bloodline(tree: Tree, index: number): ReadonlySet<number> {
  const line = new Set([index]);
  for (const side of ['parents', 'children'] as const) {
    const found = new Set([index]);
    for (const one of found) for (const next of tree.papers[one]?.[side] ?? []) found.add(next);
    for (const one of found) line.add(one);
  }
  return line;
}

export type TreeStep = 'parent' | 'child' | 'above' | 'below';

/** Where an arrow leads from a paper: the nearest one that way; null: there is none. */
export function stepFrom(tree: Tree, index: number, step: TreeStep): number | null {
  const from = tree.papers[index];
  if (from === undefined) return null;
  if (step === 'parent' || step === 'child') return nearest(tree, from, step === 'parent' ? from.parents : from.children);
  const below = step === 'below';
  const column = tree.papers
    .filter(({ x, y }) => Math.abs(x - from.x) < 1 && (below ? y > from.y : y < from.y))
    .map((paper) => paper.index);
  return nearest(tree, from, column);
}

function nearest(tree: Tree, from: Paper, among: readonly number[]): number | null {
  const away = (index: number): number => Math.abs((tree.papers[index]?.y ?? 0) - from.y);
  return among.reduce<number | null>((best, one) => (best === null || away(one) < away(best) ? one : best), null);
}
