/** World point at the middle of the screen, and the zoom there. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** CSS pixels. */
export interface Screen {
  readonly width: number;
  readonly height: number;
}

/** Places visited, oldest first; `at` is where one is among them, -1 while there is none. */
export interface Visits {
  readonly places: readonly Place[];
  readonly at: number;
}

export const NO_VISITS: Visits = { places: [], at: -1 };
export const VISITS_MAX = 50;
/** Share of the screen, and ratio of zooms, from which on two places are told apart. */
const MOVED = 0.5;
const ZOOMED = 1.5;

/** Moved by more than half a screen, or zoomed by more than half. Symmetric in the two places. */
export function isElsewhere(a: Place, b: Place, screen: Screen): boolean {
  const zoom = Math.max(a.zoom, b.zoom);
  const ratio = zoom / Math.min(a.zoom, b.zoom);
  return ratio > ZOOMED || Math.abs(a.x - b.x) * zoom > screen.width * MOVED || Math.abs(a.y - b.y) * zoom > screen.height * MOVED;
}

/** The view has come to rest there. Elsewhere than the place one is at, it becomes the newest, and what lay ahead is forgotten. */
export function rested(visits: Visits, place: Place, screen: Screen): Visits {
  const here = visits.places[visits.at];
  if (here && !isElsewhere(here, place, screen)) return visits;
  const places = [...visits.places.slice(0, visits.at + 1), place].slice(-VISITS_MAX);
  return { places, at: places.length - 1 };
}

/** One place back (-1) or forward (1); null at the end of the list. */
export function travelled(visits: Visits, by: -1 | 1): Visits | null {
  const at = visits.at + by;
  return at >= 0 && at < visits.places.length ? { ...visits, at } : null;
}
