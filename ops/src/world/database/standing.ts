import type pg from 'pg';
import { err, ok, type Result } from '@oto/schema/base/result';
import { spiralPlot, plotKey, type Plot } from '@oto/schema/geometry/lattice';
import type { Ground } from '../plan/plan.ts';

/** `other_world`: the database holds plots that are not of this world. */
export type StandingCode = 'other_world';

/** Where the plots of this world lie or will lie, and which of them are claimed already. */
export type Standing = { readonly places: readonly Plot[]; readonly claimed: ReadonlySet<number>; readonly handles: Set<string> };

/**
 * What of this world the database holds. Plots that are not there yet get the lowest free places of the
 * spiral; beside others' plots only when `beside` says so, or when this world was begun there.
 */
export async function standingOf(client: pg.ClientBase, ground: Ground, beside: boolean): Promise<Result<Standing, StandingCode>> {
  const count = ground.notes.plots;
  const numbers = new Map(Array.from({ length: count }, (_, plot) => [ground.members.uuid(plot), plot]));
  const plots = await client.query<{ x: number; y: number; owner_id: string }>('select x, y, owner_id from plot');
  const members = await client.query<{ handle: string }>('select handle from member');
  const known = new Map<number, Plot>();
  for (const { x, y, owner_id } of plots.rows) {
    const plot = numbers.get(owner_id);
    if (plot !== undefined) known.set(plot, { x, y });
  }
  if (known.size === 0 && plots.rows.length > 0 && !beside) return err('other_world', `${plots.rows.length} plots`);
  const free = freePlots(new Set(plots.rows.map(plotKey)));
  const places = Array.from({ length: count }, (_, plot) => known.get(plot) ?? nextOf(free));
  return ok({ places, claimed: new Set(known.keys()), handles: new Set(members.rows.map(({ handle }) => handle)) });
}

function* freePlots(taken: ReadonlySet<string>): Generator<Plot, never> {
  for (let n = 0; ; n++) {
    const plot = spiralPlot(n);
    if (!taken.has(plotKey(plot))) yield plot;
  }
}

function nextOf(plots: Generator<Plot, never>): Plot {
  return plots.next().value;
}
