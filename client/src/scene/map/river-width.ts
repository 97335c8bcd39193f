/** World units of a river of one cord; it grows with the square root, so that areas tell the numbers. */
export const RIVER_UNIT = 25;
/** A stream is never wider, in world units. */
export const RIVER_MOST = 860;
/** CSS pixels under which a river is left out, and from which it is drawn in full. */
export const RIVER_SEEN_PX = 0.75;
export const RIVER_FULL_PX = 1.7;
/** Seen from far, rivers and landmarks shrink more slowly than the world does. */
export const FAR_ZOOM = 0.05;
export const FAR_POWER = 0.28;

/** World units at zooms from FAR_ZOOM on. */
export function riverWidth(cords: number): number {
  return Math.min(RIVER_MOST, RIVER_UNIT * Math.sqrt(Math.max(0, cords)));
}

/** What a thing's size on screen is multiplied by, so that the great ones outlast the small. */
export function farGain(zoom: number): number {
  return Math.max(1, FAR_ZOOM / zoom) ** FAR_POWER;
}

/** Between these zooms rivers between plots give way to those between districts. */
const PLOTS_ALONE = 0.016;
const DISTRICTS_ALONE = 0.007;

/** How much is seen of what flows between districts, 0 to 1. */
export function flowShare(zoom: number): number {
  const way = Math.log(PLOTS_ALONE / zoom) / Math.log(PLOTS_ALONE / DISTRICTS_ALONE);
  const share = Math.min(1, Math.max(0, way));
  return share * share * (3 - 2 * share);
}

export function riverPx(cords: number, zoom: number): number {
  return riverWidth(cords) * zoom * farGain(zoom);
}

/** Fewest cords of a river that is seen at all at this zoom. */
export function leastCords(zoom: number): number {
  return (RIVER_SEEN_PX / (zoom * farGain(zoom)) / RIVER_UNIT) ** 2;
}
