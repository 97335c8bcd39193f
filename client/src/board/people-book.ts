import { cordColour } from '@oto/schema/board/cords';
import type { Presence } from '@oto/schema/board/presence';
import { plotCentre, type Plot, type Point } from '@oto/schema/geometry/lattice';
import type { CursorView } from '../scene/types.ts';
import type { BoardPerson } from './board-controller.ts';

/** What a person shows of themselves, over all regions that are open. World units. */
export interface SeenPerson extends BoardPerson {
  /** Keys of the regions they speak in. */
  readonly regions: readonly string[];
  readonly follows: string | null;
  /** Where they say that they follow. */
  readonly followsIn: readonly string[];
  readonly view: SeenView | null;
  readonly wave: { readonly n: number; readonly to: string | null } | null;
}

export interface SeenView {
  readonly at: Point;
  /** Units across and down. */
  readonly width: number;
  readonly height: number;
}

/** Points of somebody's laser, oldest first, by connection. */
export interface SeenLaser {
  readonly id: string;
  readonly points: readonly Point[];
}

export type RegionStates = ReadonlyMap<string, { readonly plot: Plot; readonly others: ReadonlyMap<number, Presence> }>;

export interface PeopleSeen {
  readonly people: readonly SeenPerson[];
  readonly cursors: readonly CursorView[];
  readonly lasers: readonly SeenLaser[];
}

/** Everybody else, out of what the open regions tell; `hidden`: ids of people who are not shown, oneself among them. */
export function peopleIn(states: RegionStates, hidden: ReadonlySet<string>): PeopleSeen {
  const people = new Map<string, SeenPerson>();
  const cursors = new Map<string, CursorView>();
  const lasers = new Map<string, SeenLaser>();
  for (const [region, { plot, others }] of states) {
    const centre = plotCentre(plot);
    const at = ([x, y]: readonly [number, number]): Point => ({ x: centre.x + x, y: centre.y + y });
    for (const [client, { who, cursor, view, follows, wave, laser }] of others) {
      if (!who || hidden.has(who.id)) continue;
      const before = people.get(who.id);
      const colour = cordColour(who.colour);
      const id = `${client}`;
      people.set(who.id, {
        id: who.id,
        name: who.name,
        handle: who.handle ?? before?.handle ?? null,
        colour,
        regions: [...(before?.regions ?? []), region],
        follows: follows ?? before?.follows ?? null,
        followsIn: [...(before?.followsIn ?? []), ...(follows ? [region] : [])],
        view: view ? { at: at(view.at), width: view.span[0], height: view.span[1] } : (before?.view ?? null),
        wave: wave ? { n: wave.n, to: wave.to ?? null } : (before?.wave ?? null),
      });
      if (cursor) cursors.set(id, { id, person: who.id, name: who.name, colour, ...at(cursor) });
      if (laser) lasers.set(id, { id, points: laser.map(at) });
    }
  }
  return { people: [...people.values()], cursors: [...cursors.values()], lasers: [...lasers.values()] };
}
