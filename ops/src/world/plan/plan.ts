import type { Policy } from '@oto/schema/board/record';
import type { Plot } from '@oto/schema/geometry/lattice';
import { joinedAt } from '../calendar.ts';
import { stream, weighted } from '../draw.ts';
import { CORDS_PER_NOTE, drawCords, type Cords } from './cords.ts';
import { Ids } from './ids.ts';
import { grouped } from './lists.ts';
import { Neighbourhood } from './near.ts';
import { notesOf, type Notes } from './notes.ts';
import { drawTies, type Ties } from './ties.ts';

const POLICIES = ['open', 'invited', 'owner'] as const satisfies readonly Policy[];
const POLICY_SHARES = [80, 14, 6];

/** What follows from a world's seed and size alone: its members, one a plot, and their notes. */
export type Ground = {
  /** Names every random stream of this world. */
  readonly world: string;
  readonly notes: Notes;
  readonly members: Ids;
  /** Milliseconds since 1970. */
  joined(plot: number): number;
  policy(plot: number): Policy;
};

export function groundOf(seed: number, count: number): Ground {
  const world = `${seed}/${count}`;
  const notes = notesOf(world, count);
  const members = new Ids(notes.plots);
  const joined = (plot: number) => joinedAt(plot, notes.plots);
  for (let plot = 0; plot < notes.plots; plot++) members.draw(plot, joined(plot), stream(world, 'member', plot));
  return {
    world,
    notes,
    members,
    joined,
    policy: (plot) => POLICIES[weighted(stream(world, 'policy', plot), POLICY_SHARES)] ?? 'open',
  };
}

/** A cord that comes into a plot from a note elsewhere: the plot's own note is the source. */
export type Inbound = { readonly child: number; readonly source: number; readonly kind: 'agent' | 'fork' };

/** The whole world, on the places of the lattice that it was given. About 150 bytes a note. */
export type Plan = Ground & {
  readonly places: readonly Plot[];
  readonly cords: Cords;
  readonly ties: Ties;
  /** Cords from a plot's notes to creations in other plots. */
  inbound(plot: number): readonly Inbound[];
  /** Numbers of the ties that end in a plot and have their home elsewhere. */
  tiesInto(plot: number): Uint32Array;
};

export function planOf(ground: Ground, places: readonly Plot[]): Plan {
  const { world, notes } = ground;
  const near = new Neighbourhood(places);
  const cords = drawCords(world, notes, near);
  const left = CORDS_PER_NOTE * notes.count - cords.agents.count - cords.parents.count;
  const ties = drawTies(world, notes, near, Math.max(0, left));
  const plotOf = (note: number) => notes.plotOf[note] ?? 0;
  const agents = turned(notes, cords.agents);
  const forks = turned(notes, cords.parents);
  const tiesThere = grouped(notes.plots, (tie) => plotOf(ties.ends(tie)[1]), ties.count);
  return {
    ...ground,
    places,
    cords,
    ties,
    inbound: (plot) => [
      ...agents(plot).map((cord) => ({ ...cord, kind: 'agent' as const })),
      ...forks(plot).map((cord) => ({ ...cord, kind: 'fork' as const })),
    ],
    tiesInto: (plot) => tiesThere(plot).filter((tie) => plotOf(ties.ends(tie)[0]) !== plot),
  };
}

/** Cords by the plot of their source, without those that stay in it. */
function turned(notes: Notes, lists: Cords['agents']): (plot: number) => readonly { readonly child: number; readonly source: number }[] {
  const children = new Uint32Array(lists.count);
  const sources = new Uint32Array(lists.count);
  let count = 0;
  for (let child = 0; child < notes.count; child++) {
    for (const source of lists.of(child)) {
      if (notes.plotOf[source] === notes.plotOf[child]) continue;
      children[count] = child;
      sources[count++] = source;
    }
  }
  const bySource = grouped(notes.plots, (cord) => notes.plotOf[sources[cord] ?? 0] ?? 0, count);
  return (plot) => [...bySource(plot)].map((cord) => ({ child: children[cord] ?? 0, source: sources[cord] ?? 0 }));
}

/** Where plot number `plot` lies on the lattice. */
export function placeOf(plan: Pick<Plan, 'places'>, plot: number): Plot {
  const place = plan.places[plot];
  if (!place) throw new RangeError(`there is no plot ${plot}`);
  return place;
}
