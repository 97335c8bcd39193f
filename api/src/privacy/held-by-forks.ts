/** A fork of one of `works`, and whether it stays on the board or with its author whatever becomes of them. */
export type Fork = { readonly parent: string; readonly child: string; readonly stays: boolean };

/**
 * Those of `works` whose note something that stays still hangs from, by however many generations of works that go.
 * Laws: a work with a fork that stays is held; so is one with a fork that is held; no other.
 */
export function heldByForks(works: readonly string[], forks: readonly Fork[]): ReadonlySet<string> {
  const going = new Set(works);
  const parentsOf = Map.groupBy(forks, ({ child }) => child);
  const held = new Set<string>();
  const open = forks.filter(({ stays }) => stays).map(({ parent }) => parent);
  for (let work = open.pop(); work !== undefined; work = open.pop()) {
    if (!going.has(work) || held.has(work)) continue;
    held.add(work);
    for (const { parent } of parentsOf.get(work) ?? []) open.push(parent);
  }
  return held;
}
