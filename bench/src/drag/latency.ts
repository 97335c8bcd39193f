/**
 * How long each shown state took until a watcher had it or a newer one of the same client,
 * milliseconds, over all watchers. States in [from, to) of each client by number from 1; `missing`
 * counts those that never came.
 */
export function presenceLatencies(
  shownAt: ReadonlyMap<number, readonly number[]>,
  arrivals: readonly Float64Array[],
  from: ReadonlyMap<number, number>,
): { readonly latencies: number[]; readonly missing: number } {
  const latencies: number[] = [];
  let missing = 0;
  for (const list of arrivals) {
    const next = new Map([...shownAt.keys()].map((client) => [client, (from.get(client) ?? 0) + 1]));
    for (let at = 0; at < list.length; at += 3) {
      const [client, step, time] = [list[at] ?? 0, list[at + 1] ?? 0, list[at + 2] ?? 0];
      const times = shownAt.get(client);
      if (!times) continue;
      let covered = next.get(client) ?? 1;
      for (; covered <= step; covered++) latencies.push(time - (times[covered - 1] ?? Number.NaN));
      next.set(client, covered);
    }
    for (const [client, times] of shownAt) missing += times.length + 1 - (next.get(client) ?? 1);
  }
  return { latencies, missing };
}
