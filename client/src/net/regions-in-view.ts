import { PLOT_SIZE, TILE_PLOTS, plotCentre, plotKey, tileOf, type Plot, type Tile } from '@oto/schema/geometry/lattice';

/** World units. */
export interface ViewRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface OpenRegion {
  readonly plot: Plot;
  readonly notes: number;
  /** When it was last within the open margin, milliseconds. */
  readonly seen: number;
  /** Edits that no server has acknowledged. Such a region is never closed. */
  readonly unsaved: number;
}

export interface RegionPlan {
  /** Nearest to the middle of the view first. */
  readonly open: readonly Plot[];
  readonly close: readonly string[];
  readonly seen: readonly string[];
}

export interface RegionPlanInput {
  readonly view: ViewRect;
  readonly open: ReadonlyMap<string, OpenRegion>;
  /** Notes pinned in a claimed plot, from the atlas; undefined when nobody claimed it. */
  readonly claimed: (key: string) => number | undefined;
  readonly now: number;
  readonly noteCap?: number;
}

/** Plots that come within this of the view are opened, in plots. */
export const OPEN_MARGIN = 0.25;
/** Open plots stay while they are within this, so that a small pan back and forth opens nothing. */
export const KEEP_MARGIN = 1;
/** A region out of the keep margin is closed after this, milliseconds. */
export const LINGER_MS = 8000;
/** Notes held in memory at most. */
export const NOTE_CAP = 20_000;

/** Every plot whose square meets the view widened by `margin` plots. */
export function plotsIn(view: ViewRect, margin: number): Plot[] {
  const reach = margin * PLOT_SIZE;
  const first = (low: number): number => Math.ceil((low - reach) / PLOT_SIZE - 0.5);
  const last = (high: number): number => Math.floor((high + reach) / PLOT_SIZE + 0.5);
  const plots: Plot[] = [];
  for (let y = first(view.y); y <= last(view.y + view.height); y++) {
    for (let x = first(view.x); x <= last(view.x + view.width); x++) plots.push({ x: x || 0, y: y || 0 });
  }
  return plots;
}

/** The atlas tiles that a view touches, with the margin of opening. */
export function tilesIn(view: ViewRect): Tile[] {
  const tiles = new Map<string, Tile>();
  const reach = OPEN_MARGIN * PLOT_SIZE;
  const low = tileOf({ x: Math.round((view.x - reach) / PLOT_SIZE), y: Math.round((view.y - reach) / PLOT_SIZE) });
  const high = tileOf({
    x: Math.round((view.x + view.width + reach) / PLOT_SIZE),
    y: Math.round((view.y + view.height + reach) / PLOT_SIZE),
  });
  for (let y = low.y; y <= high.y; y++) for (let x = low.x; x <= high.x; x++) tiles.set(`${x},${y}`, { x, y });
  return [...tiles.values()];
}

/** A view is never planned beyond this many tiles and plots, whatever a broken camera says. */
export const PLOTS_MAX = 4 * TILE_PLOTS * TILE_PLOTS;

/**
 * Which region documents to open and which to close for a view. Opening has a smaller margin than
 * keeping; what leaves lingers; the cap sheds the least recently seen first and never a region that
 * is in view before one that is not.
 */
export function planRegions(input: RegionPlanInput): RegionPlan {
  const { view, open, claimed, now, noteCap = NOTE_CAP } = input;
  const middle = { x: view.x + view.width / 2, y: view.y + view.height / 2 };
  const near = plotsIn(view, OPEN_MARGIN)
    .slice(0, PLOTS_MAX)
    .toSorted((a, b) => distance(a, middle) - distance(b, middle));
  const nearKeys = new Set(near.map(plotKey));
  const keep = new Set(plotsIn(view, KEEP_MARGIN).map(plotKey));

  const close: string[] = [];
  const staying: (OpenRegion & { readonly key: string })[] = [];
  let held = 0;
  for (const [key, region] of open) {
    const away = !keep.has(key) && now - region.seen >= LINGER_MS;
    if (away && region.unsaved === 0) close.push(key);
    else {
      staying.push({ ...region, key });
      held += region.notes;
    }
  }

  const wanted = near.filter((plot) => {
    const key = plotKey(plot);
    return !open.has(key) && claimed(key) !== undefined;
  });
  /** Least recently seen first; those in view are not for shedding. */
  const spare = staying.filter((region) => !nearKeys.has(region.key) && region.unsaved === 0).toSorted((a, b) => a.seen - b.seen);
  const toOpen: Plot[] = [];
  const shed = (need: number): void => {
    while (held + need > noteCap) {
      const least = spare.shift();
      if (!least) return;
      close.push(least.key);
      held -= least.notes;
    }
  };
  shed(0);
  for (const plot of wanted) {
    const notes = claimed(plotKey(plot)) ?? 0;
    shed(notes);
    if (held + notes > noteCap) break;
    toOpen.push(plot);
    held += notes;
  }
  return { open: toOpen, close, seen: [...open.keys()].filter((key) => nearKeys.has(key)) };
}

function distance(plot: Plot, point: { readonly x: number; readonly y: number }): number {
  const centre = plotCentre(plot);
  return Math.hypot(centre.x - point.x, centre.y - point.y);
}
