import type { Id } from '@oto/schema/base/id';
import type { Lineage, LineageNode } from '@oto/schema/contract/lineage';

/** A note on the way. `others`: parents that the way does not take. */
export type Stop = { readonly node: LineageNode; readonly others: readonly LineageNode[] };

/**
 * The way from a creation to where it began: at each note to its first parent, or to the one chosen there
 * (child to parent). Ends even on a graph that wrongly has a circle.
 */
export function pullChain({ root, nodes, edges }: Lineage, chosen: ReadonlyMap<string, string> = new Map()): readonly Stop[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parentsOf = Map.groupBy(edges, ([, child]) => child);
  const stops: Stop[] = [];
  const passed = new Set<Id>();
  for (let at = byId.get(root); at !== undefined && !passed.has(at.id);) {
    const { id } = at;
    passed.add(id);
    const parents = (parentsOf.get(id) ?? []).flatMap(([parent]) => byId.get(parent) ?? []);
    const next = parents.find((parent) => parent.id === chosen.get(id)) ?? parents[0];
    stops.push({ node: at, others: parents.filter((parent) => parent !== next) });
    at = next;
  }
  return stops;
}
