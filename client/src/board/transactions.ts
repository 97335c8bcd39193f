import { plotKey } from '@oto/schema/geometry/lattice';
import type { Change } from './command-log.ts';

/** Edits of one transaction: the server takes all of them or none. */
export const TRANSACTION_MAX = 100;

export interface Transaction {
  readonly region: string;
  readonly changes: readonly Change[];
}

/**
 * Groups changes by region, at most TRANSACTION_MAX together. A tie with an end in another plot goes
 * alone when others go with it: whether that end is still there only the server knows, and its refusal
 * must not take the rest along.
 */
export function transactionsOf(changes: readonly Change[]): Transaction[] {
  const groups = new Map<string, Change[][]>();
  const alone: Transaction[] = [];
  for (const change of changes) {
    if (reachesOut(change)) {
      alone.push({ region: change.region, changes: [change] });
      continue;
    }
    const group = groups.get(change.region) ?? [];
    groups.set(change.region, group);
    const last = group.at(-1);
    if (last && last.length < TRANSACTION_MAX) last.push(change);
    else group.push([change]);
  }
  return [...[...groups].flatMap(([region, group]) => group.map((some) => ({ region, changes: some }))), ...alone];
}

function reachesOut(change: Change): boolean {
  if (change.root !== 'ties' || change.after === null) return false;
  const { a, b } = change.after;
  return [a, b].some((end) => plotKey({ x: end[1], y: end[2] }) !== change.region);
}
