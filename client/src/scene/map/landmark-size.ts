import { AGENT_SIZE } from '@oto/schema/board/kind';

/** What each doubling of the descendants adds, in sides of an ordinary agent. */
const PER_DOUBLING = 0.34;
const MOST_SIDES = 6.5;

/** CSS px of its side under which a landmark is left out, and from which it is drawn in full. */
export const LANDMARK_SEEN_PX = 6.5;
export const LANDMARK_FULL_PX = 11;

/** World units of a landmark's side at zooms from FAR_ZOOM on: it grows with the logarithm of its descendants. */
export function landmarkSide(descendants: number): number {
  return AGENT_SIZE * Math.min(MOST_SIDES, 1 + PER_DOUBLING * Math.log2(1 + Math.max(0, descendants)));
}
