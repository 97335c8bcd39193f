import { sql } from 'kysely';
import { ancestorGenerations } from '@oto/schema/lineage/ancestors';
import { ROYALTY_GENERATIONS, type Ancestor } from '@oto/schema/ledger/royalty';
import { isVisibleTo } from '../creation/visible.ts';
import type { Db, Trx } from '../deps.ts';

/** An ancestor that earns, or, `forfeited`, whose royalty is the platform's. `title` is empty for whoever may not see it. All ids are uuids. */
export type RoyaltyAncestor = Ancestor<string> & { readonly title: string; readonly forfeited: boolean };

/** The ancestors of something forked from `parents`, near to far, as `viewer` may see them. Deleted ones forfeit to the platform. */
export async function royaltyAncestors(
  db: Db | Trx,
  parents: readonly string[],
  viewer: string | null,
): Promise<readonly RoyaltyAncestor[]> {
  if (parents.length === 0) return [];
  const edges = await sql<{ child: string; parent: string }>`
    with recursive up as (
      select creation_id, parent_id, position, 1 as depth from creation_parent where creation_id = any(${parents}::uuid[])
      union
      select p.creation_id, p.parent_id, p.position, up.depth + 1
      from creation_parent p join up on p.creation_id = up.parent_id where up.depth < ${ROYALTY_GENERATIONS})
    select distinct creation_id as child, parent_id as parent, position from up order by child, position`.execute(db);
  const parentsOf = Map.groupBy(edges.rows, (edge) => edge.child);
  const generations = ancestorGenerations(parents, (child) => (parentsOf.get(child) ?? []).map((edge) => edge.parent), ROYALTY_GENERATIONS);
  const rows = await db
    .selectFrom('creation')
    .innerJoin('member', 'member.id', 'creation.author_id')
    .select(['creation.id', 'creation.author_id', 'creation.title', 'creation.state', 'creation.visibility'])
    .select(['creation.hidden_at', 'creation.deleted_at', 'member.deleted_at as author_deleted_at'])
    .where('creation.id', 'in', [...generations.keys()])
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return [...generations].flatMap(([id, generation]) => {
    const row = byId.get(id);
    if (!row) return [];
    const forfeited = row.deleted_at !== null || row.author_deleted_at !== null;
    return [{ id, generation, author: row.author_id, title: isVisibleTo(row, viewer) ? row.title : '', forfeited }];
  });
}
