import type { Presence } from '@oto/schema/board/presence';
import { plotCentre, plotKey, type Plot, type Point } from '@oto/schema/geometry/lattice';
import type { Id } from '@oto/schema/base/id';

/** What is shown in a region because somebody there follows, or is followed. World units. */
export interface Meeting {
  readonly follows?: Id;
  readonly view?: NonNullable<Presence['view']>;
}

/** What this person shows to the others. World units. */
export interface OwnPresence {
  readonly who: NonNullable<Presence['who']>;
  readonly cursor: Point | null;
  /** Middle of the screen: who has no cursor is there all the same. Null: nowhere. */
  readonly middle: Point | null;
  readonly drag: { readonly ids: readonly { readonly id: Id; readonly region: string }[]; readonly dx: number; readonly dy: number } | null;
  /** Oldest first; empty: no laser. */
  readonly laser: readonly Point[];
  /** `in`: regions where the person it is meant for is seen. */
  readonly wave: { readonly n: number; readonly to?: Id; readonly in: readonly string[] } | null;
  /** By region. */
  readonly meetings: ReadonlyMap<string, Meeting>;
}

/** Beyond this from a region's centre nobody who watches it could see the cursor. */
const REACH = 20_000;
/** Of a laser's points, so that a line stays fine on a near view. */
const FINE = 10;

/**
 * The state to publish in each region: the cursor and the laser in the nearest one alone, a drag where its
 * notes live, a wave also where it is to be seen, views where they are followed. Regions that are not in
 * the answer publish nothing. Coordinates are whole units, those of a laser tenths.
 */
export function presenceByRegion(own: OwnPresence, open: Iterable<Plot>): ReadonlyMap<string, Presence> {
  const states = new Map<string, Presence>();
  const plots = [...open];
  const { cursor, drag, who, wave, meetings } = own;
  const keys = new Set(plots.map(plotKey));
  const show = (region: string, part: Partial<Presence>): void => {
    if (keys.has(region)) states.set(region, { ...(states.get(region) ?? { who }), ...part });
  };
  const home = nearest(plots, cursor ?? own.laser.at(-1) ?? own.middle);
  if (home) {
    const from = (point: Point, grain: number): [number, number] => [
      Math.round((point.x - home.centre.x) * grain) / grain,
      Math.round((point.y - home.centre.y) * grain) / grain,
    ];
    const laser = own.laser.map((point) => from(point, FINE)).filter(([x, y]) => Math.max(Math.abs(x), Math.abs(y)) <= REACH);
    show(home.key, { ...(cursor ? { cursor: from(cursor, 1) } : {}), ...(laser.length > 0 ? { laser } : {}) });
  }
  if (wave) {
    const { n, to } = wave;
    for (const region of new Set([...(home ? [home.key] : []), ...wave.in])) show(region, { wave: { n, ...(to ? { to } : {}) } });
  }
  for (const { key, centre } of plots.map((plot) => ({ key: plotKey(plot), centre: plotCentre(plot) }))) {
    const { follows, view } = meetings.get(key) ?? {};
    if (follows) show(key, { follows });
    if (view) show(key, { view: { ...view, at: [view.at[0] - centre.x, view.at[1] - centre.y] } });
  }
  if (drag) {
    for (const { id, region } of drag.ids) {
      const state = states.get(region) ?? { who };
      states.set(region, { ...state, drag: { ids: [...(state.drag?.ids ?? []), id], dx: drag.dx, dy: drag.dy } });
    }
  }
  return states;
}

/** The region whose centre is nearest to a point; null when all are out of reach. */
function nearest(plots: readonly Plot[], point: Point | null): { readonly key: string; readonly centre: Point } | null {
  if (!point) return null;
  let best: { readonly plot: Plot; readonly far: number } | null = null;
  for (const plot of plots) {
    const centre = plotCentre(plot);
    const far = Math.max(Math.abs(point.x - centre.x), Math.abs(point.y - centre.y));
    if (far <= REACH && (!best || far < best.far)) best = { plot, far };
  }
  return best && { key: plotKey(best.plot), centre: plotCentre(best.plot) };
}
