/** Between these zooms the notes' scene and the map lie over one another; the border between them is `limits().notes`. */
const NOTES_ALONE = 0.078;
const MAP_ALONE = 0.0628;

/** How much of the map is seen, 0 to 1. A function of the zoom alone, so that a still is a still. */
export function mapShare(zoom: number): number {
  const way = Math.log(NOTES_ALONE / zoom) / Math.log(NOTES_ALONE / MAP_ALONE);
  const share = Math.min(1, Math.max(0, way));
  return share * share * (3 - 2 * share);
}
