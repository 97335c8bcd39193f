import type { Presence } from '@oto/schema/board/presence';
import { plotCentre, plotKey, type Plot, type Point } from '@oto/schema/geometry/lattice';
import type { Id } from '@oto/schema/base/id';

/** What this person shows to the others. World units. */
export interface OwnPresence {
  readonly who: NonNullable<Presence['who']>;
  readonly cursor: Point | null;
  readonly drag: { readonly ids: readonly { readonly id: Id; readonly region: string }[]; readonly dx: number; readonly dy: number } | null;
}

/** Beyond this from a region's centre nobody who watches it could see the cursor. */
const REACH = 20_000;

/**
 * The state to publish in each region: the cursor in the nearest one alone, a drag where its notes
 * live. Regions that are not in the answer publish nothing. Coordinates are whole units.
 */
export function presenceByRegion(own: OwnPresence, open: Iterable<Plot>): ReadonlyMap<string, Presence> {
  const states = new Map<string, Presence>();
  const { cursor, drag, who } = own;
  if (cursor) {
    let nearest: { readonly plot: Plot; readonly far: number } | null = null;
    for (const plot of open) {
      const centre = plotCentre(plot);
      const far = Math.max(Math.abs(cursor.x - centre.x), Math.abs(cursor.y - centre.y));
      if (far <= REACH && (!nearest || far < nearest.far)) nearest = { plot, far };
    }
    if (nearest) {
      const centre = plotCentre(nearest.plot);
      states.set(plotKey(nearest.plot), { who, cursor: [Math.round(cursor.x - centre.x), Math.round(cursor.y - centre.y)] });
    }
  }
  if (drag) {
    for (const { id, region } of drag.ids) {
      const state = states.get(region) ?? { who };
      states.set(region, { ...state, drag: { ids: [...(state.drag?.ids ?? []), id], dx: drag.dx, dy: drag.dy } });
    }
  }
  return states;
}
