import { TILE_PLOTS, plotKey, type Plot } from '@oto/schema/geometry/lattice';
import type { Sight } from './travel.ts';
import { isPlotIn, middleOf, plotDistance, plotsIn, type ViewRect } from './view-rect.ts';

export interface OpenRegion {
  readonly plot: Plot;
  readonly notes: number;
  /** When it was last wanted, milliseconds. */
  readonly seen: number;
  /** Edits that no server has acknowledged. Such a region is never closed. */
  readonly unsaved: number;
  /** It has not had its turn to be asked for yet: to forget it costs nothing. */
  readonly isWaiting: boolean;
  /** Somebody is met there, wherever the view goes. Such a region is not closed either. */
  readonly isMeeting?: boolean;
}

export interface RegionPlan {
  /** In the order in which they are wanted. */
  readonly open: readonly Plot[];
  readonly close: readonly string[];
  /** All that is wanted now, open or not, the most wanted first. */
  readonly wanted: readonly string[];
}

export interface RegionPlanInput {
  readonly sight: Sight;
  readonly open: ReadonlyMap<string, OpenRegion>;
  /** Notes pinned in a claimed plot, from the atlas; undefined when nobody claimed it, or nothing is known. */
  readonly claimed: (plot: Plot) => number | undefined;
  readonly now: number;
  readonly noteCap?: number;
  readonly regionCap?: number;
}

/** Plots that come within this of the view are opened, in plots. */
export const OPEN_MARGIN = 0.25;
/** Open plots stay while they are within this, so that a small pan back and forth opens nothing. */
export const KEEP_MARGIN = 1;
/** A region out of the keep margin is closed after this, milliseconds. */
export const LINGER_MS = 8000;
/** Notes held in memory at most. */
export const NOTE_CAP = 20_000;
/** Documents held in memory at most, however empty. */
export const REGION_CAP = 500;
/** Never are more plots than this planned, whatever a broken camera says. */
export const PLOTS_MAX = 4 * TILE_PLOTS * TILE_PLOTS;

/** How dear a region is; what is dearer is never given up for what is less. */
const RANKS = ['away', 'kept', 'ahead', 'near', 'seen'] as const;
type Rank = (typeof RANKS)[number];
const SEEN = RANKS.indexOf('seen');

interface Wanted {
  readonly plot: Plot;
  readonly rank: number;
}

/**
 * Which region documents to open and which to close. Opening has a smaller margin than keeping, and
 * looks ahead; what leaves lingers. The cap sheds what is dearest last, the least recently wanted
 * first, and never a region in view.
 */
export function planRegions(input: RegionPlanInput): RegionPlan {
  const { sight, open, claimed, now, noteCap = NOTE_CAP, regionCap = REGION_CAP } = input;
  const wanted = wantedPlots(sight);
  const isKept = (plot: Plot): boolean =>
    (!sight.isMap && isPlotIn(plot, sight.view, KEEP_MARGIN)) || (sight.end !== null && isPlotIn(plot, sight.end, KEEP_MARGIN));
  const isInView = (plot: Plot): boolean => !sight.isMap && isPlotIn(plot, sight.view, 0);
  const rankOf = (key: string, plot: Plot): number => {
    const rank = wanted.get(key)?.rank ?? RANKS.indexOf(isKept(plot) ? 'kept' : 'away');
    return isInView(plot) ? SEEN : rank;
  };

  const close: string[] = [];
  const spare: (OpenRegion & { readonly key: string; readonly rank: number })[] = [];
  let notes = 0;
  let regions = 0;
  for (const [key, region] of open) {
    const rank = rankOf(key, region.plot);
    const isLeft = region.isWaiting ? !wanted.has(key) : rank === 0 && now - region.seen >= LINGER_MS;
    const mayGo = region.unsaved === 0 && region.isMeeting !== true;
    if (isLeft && mayGo) {
      close.push(key);
      continue;
    }
    notes += region.notes;
    regions++;
    if (mayGo && rank < SEEN) spare.push({ ...region, key, rank });
  }

  const middle = middleOf(sight.view);
  spare.sort((a, b) => a.rank - b.rank || a.seen - b.seen || plotDistance(b.plot, middle) - plotDistance(a.plot, middle));
  /** Sheds what is less dear than `rank` until so much more fits; false when it does not. */
  const makeRoom = (more: number, count: number, rank: number): boolean => {
    while (notes + more > noteCap || regions + count > regionCap) {
      const least = spare[0];
      if (!least || least.rank >= rank) return false;
      spare.shift();
      close.push(least.key);
      notes -= least.notes;
      regions--;
    }
    return true;
  };
  makeRoom(0, 0, SEEN);
  const toOpen: Plot[] = [];
  for (const [key, { plot, rank }] of wanted) {
    const count = open.has(key) ? undefined : claimed(plot);
    if (count === undefined) continue;
    /** What is foreseen takes the place of nothing that could be walked back to. */
    if (!makeRoom(count, 1, rank === RANKS.indexOf('ahead') ? RANKS.indexOf('kept') : rank)) break;
    toOpen.push(plot);
    notes += count;
    regions++;
  }
  return { open: toOpen, close, wanted: [...wanted.keys()] };
}

/** What the sight asks for, by key, the most wanted first: each part from its middle outwards. */
function wantedPlots(sight: Sight): Map<string, Wanted> {
  const wanted = new Map<string, Wanted>();
  const add = (rect: ViewRect, margin: number, rank: Rank): void => {
    const middle = middleOf(rect);
    const plots = plotsIn(rect, margin)
      .slice(0, PLOTS_MAX)
      .map((plot) => ({ plot, distance: plotDistance(plot, middle) }));
    for (const { plot } of plots.toSorted((a, b) => a.distance - b.distance)) {
      const key = plotKey(plot);
      if (!wanted.has(key)) wanted.set(key, { plot, rank: RANKS.indexOf(rank) });
    }
  };
  if (sight.end) add(sight.end, 0, 'seen');
  if (!sight.isMap && !sight.isCrossing) add(sight.view, 0, 'seen');
  if (sight.end) add(sight.end, OPEN_MARGIN, 'near');
  if (sight.isMap || sight.isCrossing) return wanted;
  add(sight.view, OPEN_MARGIN, 'near');
  for (const rect of sight.ahead) add(rect, 0, 'ahead');
  return wanted;
}
