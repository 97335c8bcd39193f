/** A creation was forked from its parents; a child may have several, so lineage is a directed acyclic graph. */
export type Parents<K> = (child: K) => readonly K[];

/**
 * Every ancestor with its generation: the parents given are generation 1, theirs 2, up to
 * `maxGeneration`. One reached by several paths counts once, at its nearest generation. Ordered by
 * generation, then by the order of parents. Ends even on a graph that wrongly has a cycle.
 */
export function ancestorGenerations<K>(parents: readonly K[], parentsOf: Parents<K>, maxGeneration: number): ReadonlyMap<K, number> {
  const found = new Map<K, number>();
  let level: readonly K[] = parents;
  for (let generation = 1; generation <= maxGeneration && level.length > 0; generation++) {
    const next: K[] = [];
    for (const ancestor of level) {
      if (found.has(ancestor)) continue;
      found.set(ancestor, generation);
      next.push(...parentsOf(ancestor));
    }
    level = next;
  }
  return found;
}
