import type { Tree, Paper } from './tree.ts';

export type FamilyMember = {
  readonly index: number;
  readonly paper: Omit<Paper, 'x' | 'y'>;
  /** Titles of its parents that may be told. */ readonly from: readonly string[];
};
export type Family = readonly { readonly generation: number; readonly members: readonly FamilyMember[] }[];

/** A family by generations, the oldest first. */
export function familyList(tree: Tree): Family {
  const generations = Map.groupBy(tree.papers, (paper) => paper.generation);
  return [...generations]
    .toSorted(([a], [b]) => a - b)
    .map(([generation, papers]) => ({
      generation,
      members: papers.map((paper) => ({
        index: paper.index,
        paper,
        from: paper.parents.flatMap((parent) => tree.papers[parent]?.shown?.title ?? []),
      })),
    }));
}
