import { sql } from 'kysely';
import type { Db } from '../deps.ts';

/** Parent and child, uuids. */
export type Edge = readonly [parent: string, child: string];

export type Family = {
  /** Uuids, the root first. */
  readonly members: ReadonlySet<string>;
  readonly edges: readonly Edge[];
  /** Whom the root comes from, over any number of generations. */
  readonly ancestors: ReadonlySet<string>;
  /** There are more. */
  readonly cut: boolean;
};

/**
 * The root's ancestors and descendants, and the other parents of those descendants; with `whole` everything that
 * hangs together with it. At most `max` of them, the nearest first: neither side takes the other's half. The
 * database walks no further than what is asked for.
 */
export async function familyOf(db: Db, rootUuid: string, whole: boolean, max: number): Promise<Family> {
  const [ancestors, descendants] = await Promise.all([walk(db, rootUuid, 'up', max + 1), walk(db, rootUuid, 'down', max + 1)]);
  const half = Math.ceil((max - 1) / 2);
  const up = ancestors.slice(0, Math.max(half, max - 1 - descendants.length));
  const down = descendants.slice(0, Math.max(0, max - 1 - up.length));
  let cut = up.length < ancestors.length || down.length < descendants.length;
  const found = new Set([rootUuid, ...up, ...down]);
  if (!cut) {
    const kin = whole ? await walk(db, rootUuid, 'any', max + 1) : await otherParents(db, down, max + 1);
    for (const uuid of kin) {
      if (found.has(uuid)) continue;
      if (found.size >= max) {
        cut = true;
        break;
      }
      found.add(uuid);
    }
  }
  const edges = await edgesAmong(db, found);
  return { members: found, edges, ancestors: new Set(up), cut };
}

const STEP = {
  up: sql`select parent_id as id from creation_parent where creation_id = family.id`,
  down: sql`select creation_id as id from creation_parent where parent_id = family.id`,
  any: sql`select parent_id as id from creation_parent where creation_id = family.id
    union all select creation_id as id from creation_parent where parent_id = family.id`,
} as const;

/**
 * Nearest first, without the root. The limit ends the walk, however large the family is; a loop ends it too. `offset 0`
 * keeps the planner from reading the whole table for each step of a long chain.
 */
async function walk(db: Db, rootUuid: string, way: keyof typeof STEP, limit: number): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive family(id) as (
      select ${rootUuid}::uuid
      union
      select next.id from family cross join lateral (${STEP[way]} offset 0) next)
    select id from family limit ${limit}`.execute(db);
  return rows.slice(1).map(({ id }) => id);
}

async function otherParents(db: Db, children: readonly string[], limit: number): Promise<readonly string[]> {
  if (children.length === 0) return [];
  const { rows } = await sql<{ parent_id: string }>`
    select distinct parent_id from creation_parent where creation_id = any(${children}::uuid[]) limit ${limit + children.length}`.execute(
    db,
  );
  return rows.map(({ parent_id }) => parent_id);
}

async function edgesAmong(db: Db, found: ReadonlySet<string>): Promise<readonly Edge[]> {
  const { rows } = await sql<{ parent_id: string; creation_id: string }>`
    select parent_id, creation_id from creation_parent
    where creation_id = any(${[...found]}::uuid[]) and parent_id = any(${[...found]}::uuid[])
    order by creation_id, position`.execute(db);
  return rows.map(({ parent_id, creation_id }) => [parent_id, creation_id]);
}

/** By the shortest way from the root, a parent one before, a child one after. What no edge reaches is left out. */
export function generationsOf(root: string, edges: readonly Edge[]): ReadonlyMap<string, number> {
  const parentsOf = Map.groupBy(edges, ([, child]) => child);
  const childrenOf = Map.groupBy(edges, ([parent]) => parent);
  const generations = new Map([[root, 0]]);
  // A map may grow while it is walked, in the order of what was added.
  for (const [one, generation] of generations) {
    for (const [parent] of parentsOf.get(one) ?? []) if (!generations.has(parent)) generations.set(parent, generation - 1);
    for (const [, child] of childrenOf.get(one) ?? []) if (!generations.has(child)) generations.set(child, generation + 1);
  }
  return generations;
}
