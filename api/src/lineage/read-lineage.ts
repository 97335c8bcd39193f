import { sql } from 'kysely';
import { idFromUuid } from '@oto/schema/base/id';
import type { Kind } from '@oto/schema/board/kind';
import { LINEAGE_MAX, LINEAGE_PROMPT, type Lineage, type LineageNode } from '@oto/schema/contract/lineage';
import { isVisibleTo } from '../creation/visible.ts';
import type { Db } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { familyOf, generationsOf, type Edge } from './family.ts';

type Row = {
  readonly id: string;
  readonly author_id: string;
  readonly kind: Kind;
  readonly title: string;
  readonly prompt: string;
  readonly state: 'pending' | 'done' | 'failed';
  readonly visibility: 'private' | 'unlisted' | 'published';
  readonly hidden_at: Date | null;
  readonly deleted_at: Date | null;
  readonly plot_x: number | null;
  readonly plot_y: number | null;
  readonly seat_x: number | null;
  readonly seat_y: number | null;
  readonly seat_rot: number | null;
  readonly created_at: Date;
  readonly remake_of: string | null;
  readonly author_name: string;
  readonly author_handle: string;
  readonly author_hidden: Date | null;
  readonly charged: number | null;
  readonly thumb: string | null;
  readonly agents: readonly { readonly id: string; readonly name: string; readonly colour: number }[];
};

/** The family of a creation (uuid) as a viewer may know it. Throws not_found when the creation does not exist for the viewer. */
export async function readLineage(db: Db, rootUuid: string, viewer: string | null, whole: boolean): Promise<Lineage> {
  const [root] = await rowsOf(db, [rootUuid]);
  if (!root || !isOpen(root, viewer)) throw new ApiError('not_found');
  const family = await familyOf(db, rootUuid, whole, LINEAGE_MAX);
  const rows = new Map((await rowsOf(db, [...family.members])).map((row) => [row.id, row]));
  const seen = (uuid: string): boolean => {
    const row = rows.get(uuid);
    if (uuid === rootUuid) return true;
    if (row === undefined || row.state !== 'done' || !isOpen(row, viewer)) return false;
    // What is not listed is reached from below, by whoever has what came of it.
    return row.visibility === 'published' || row.author_id === viewer || family.ancestors.has(uuid);
  };
  const edges = withoutUnseenEnds(family.edges, (uuid) => seen(uuid) || family.ancestors.has(uuid));
  return {
    root: idFromUuid(rootUuid),
    nodes: [...generationsOf(rootUuid, edges)].map(([uuid, generation]) => {
      const row = seen(uuid) ? rows.get(uuid) : undefined;
      return { id: idFromUuid(uuid), generation, shown: row === undefined ? null : shownOf(row) };
    }),
    edges: edges.map(([parent, child]) => [idFromUuid(parent), idFromUuid(child)]),
    cut: family.cut,
  };
}

function isOpen(row: Row, viewer: string | null): boolean {
  return isVisibleTo(row, viewer) && (row.author_hidden === null || row.author_id === viewer);
}

/**
 * What may not be seen is told where something that may came of it: nobody learns of the drafts that were made from a
 * creation. What hung together by such a draft alone falls apart.
 */
export function withoutUnseenEnds(edges: readonly Edge[], seen: (uuid: string) => boolean): readonly Edge[] {
  const children = new Map([...new Set(edges.flat())].map((uuid) => [uuid, 0]));
  const add = (uuid: string, n: number): number => {
    const count = (children.get(uuid) ?? 0) + n;
    children.set(uuid, count);
    return count;
  };
  for (const [parent] of edges) add(parent, 1);
  const parentsOf = Map.groupBy(edges, ([, child]) => child);
  const dropped = new Set<string>();
  const ends = [...children].filter(([uuid, count]) => count === 0 && !seen(uuid)).map(([uuid]) => uuid);
  for (let uuid = ends.pop(); uuid !== undefined; uuid = ends.pop()) {
    dropped.add(uuid);
    for (const [parent] of parentsOf.get(uuid) ?? []) if (add(parent, -1) === 0 && !seen(parent)) ends.push(parent);
  }
  return edges.filter(([, child]) => !dropped.has(child));
}

async function rowsOf(db: Db, uuids: readonly string[]): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select c.id, c.author_id, c.kind, c.title, left(c.prompt, ${LINEAGE_PROMPT}) as prompt, c.state, c.visibility, c.hidden_at, c.deleted_at,
      c.plot_x, c.plot_y, c.seat_x, c.seat_y, c.seat_rot, c.created_at, c.remake_of,
      m.name as author_name, m.handle as author_handle, m.hidden_at as author_hidden, job.charged,
      thumb.sha256 as thumb, coalesce(steps.agents, '[]') as agents
    from creation c
    join member m on m.id = c.author_id
    left join job on job.creation_id = c.id
    left join media thumb on thumb.creation_id = c.id and thumb.variant = 'thumb'
    left join (
      select s.creation_id, jsonb_agg(jsonb_build_object('id', a.id, 'name', v.name, 'colour', a.colour) order by s.position) as agents
      from creation_step s
      join agent_version v on v.id = s.agent_version_id
      join agent a on a.id = v.agent_id
      where s.creation_id = any(${uuids}::uuid[])
      group by s.creation_id) steps on steps.creation_id = c.id
    where c.id = any(${uuids}::uuid[])`.execute(db);
  return rows;
}

function shownOf(row: Row): NonNullable<LineageNode['shown']> {
  const id = idFromUuid(row.id);
  const { plot_x, plot_y, seat_x, seat_y, seat_rot } = row;
  const seated = plot_x !== null && plot_y !== null && seat_x !== null && seat_y !== null && seat_rot !== null;
  return {
    title: row.title,
    kind: row.kind,
    author: { id: idFromUuid(row.author_id), name: row.author_name, handle: row.author_handle },
    agents: row.agents.map(({ id: agent, name, colour }) => ({ id: idFromUuid(agent), name, colour })),
    prompt: row.prompt,
    tokens: row.charged ?? 0,
    plot: seated ? { x: plot_x, y: plot_y } : null,
    seat: seated ? [seat_x, seat_y, seat_rot] : null,
    ...(row.thumb === null ? {} : { thumb: `/media/${id}/thumb?r=${row.thumb.slice(0, 8)}` }),
    createdAt: row.created_at.toISOString(),
    remakeOf: row.remake_of === null ? null : idFromUuid(row.remake_of),
  };
}
