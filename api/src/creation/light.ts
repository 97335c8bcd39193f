import { sql } from 'kysely';
import { idFromUuid, type Id } from '@oto/schema/base/id';
import { LIGHT_PATHS } from '@oto/schema/board/light';
import { plotKey, type Plot } from '@oto/schema/geometry/lattice';
import { ROYALTY_GENERATIONS } from '@oto/schema/ledger/royalty';
import type { Trx } from '../deps.ts';
import type { Earning } from '../ledger/settle-job.ts';
import { emitFact } from '../outbox/emit.ts';

type Stop = { readonly id: string; readonly plot_x: number; readonly plot_y: number };

/**
 * Tells the board along which cords of a seated creation (uuid) tokens went: agents first, then ancestors from
 * near to far. Every region that a path touches is told of it. What not everybody may see is passed over.
 */
export async function emitLight(trx: Trx, creation: string, earnings: readonly Earning[]): Promise<void> {
  const agents = earnings.flatMap((earning) => earning.agents);
  const ancestors = new Set(earnings.flatMap((earning) => earning.ancestors));
  if (agents.length + ancestors.size === 0) return;
  const paths = [
    ...(await agentPaths(trx, creation, agents)),
    ...(await forkPaths(trx, creation)).filter((path) => ancestors.has(path.at(-1)?.id ?? '')),
  ];
  const byPlot = new Map<string, { readonly plot: Plot; readonly paths: Id[][] }>();
  for (const path of paths.slice(0, LIGHT_PATHS)) {
    const plots = new Map(path.map(({ plot_x: x, plot_y: y }) => [plotKey({ x, y }), { x, y }]));
    for (const [key, plot] of plots) {
      const told = byPlot.get(key) ?? { plot, paths: [] };
      told.paths.push(path.map(({ id }) => idFromUuid(id)));
      byPlot.set(key, told);
    }
  }
  for (const { plot, paths: told } of byPlot.values()) await emitFact(trx, { type: 'light', plot, light: { paths: told } });
}

async function agentPaths(trx: Trx, creation: string, agents: readonly string[]): Promise<readonly (readonly Stop[])[]> {
  if (agents.length === 0) return [];
  const { rows } = await sql<Stop & { here_x: number; here_y: number }>`
    select agent.id, agent.plot_x, agent.plot_y, creation.plot_x as here_x, creation.plot_y as here_y from agent, creation
    where agent.id = any(${[...new Set(agents)]}::uuid[]) and agent.hidden_at is null and agent.deleted_at is null
      and creation.id = ${creation}::uuid and creation.plot_x is not null`.execute(trx);
  return rows
    .toSorted((a, b) => agents.indexOf(a.id) - agents.indexOf(b.id))
    .map(({ here_x, here_y, ...agent }) => [{ id: creation, plot_x: here_x, plot_y: here_y }, agent]);
}

/** The shortest way up to each ancestor on the board, near to far. */
async function forkPaths(trx: Trx, creation: string): Promise<readonly (readonly Stop[])[]> {
  const { rows } = await sql<{ path: string[]; xs: number[]; ys: number[] }>`
    with recursive up as (
      select id, array[id] as path, array[plot_x] as xs, array[plot_y] as ys from creation
      where id = ${creation}::uuid and plot_x is not null
      union all
      select c.id, up.path || c.id, up.xs || c.plot_x, up.ys || c.plot_y
      from up join creation_parent p on p.creation_id = up.id join creation c on c.id = p.parent_id
      where cardinality(up.path) <= ${ROYALTY_GENERATIONS} and c.visibility = 'published' and c.plot_x is not null
        and c.hidden_at is null and c.deleted_at is null and c.id <> all(up.path))
    select distinct on (id) path, xs, ys from up where cardinality(path) > 1 order by id, cardinality(path), path`.execute(trx);
  return rows
    .toSorted((a, b) => a.path.length - b.path.length)
    .map(({ path, xs, ys }) => path.map((id, at) => ({ id, plot_x: xs[at] ?? 0, plot_y: ys[at] ?? 0 })));
}
