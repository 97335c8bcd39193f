import { plotAt, plotKey, PLOT_SIZE } from '@oto/schema/geometry/lattice';
import { LANDMARK_SEEN_PX } from './landmark-size.ts';
import type { SceneHit, WorldPoint } from '../types.ts';
import type { ClaimState, LandmarkState } from './map-state.ts';
import { farGain } from './river-width.ts';

/** The outline's shape (region-outline.ts). */
const ROUNDNESS = 2.7;
/** CSS px within which a landmark or a plot that is only a dot is hit: by a mouse, by a finger. */
const REACH_PX = { fine: 7, coarse: 20 } as const;

/** Whether a world point lies in a plot's outline, `reach` units generously. */
export function inOutline(claim: Pick<ClaimState, 'x' | 'y' | 'reachX' | 'reachY'>, point: WorldPoint, reach: number): boolean {
  const qx = Math.abs(point.x - claim.x) / (claim.reachX + reach);
  const qy = Math.abs(point.y - claim.y) / (claim.reachY + reach);
  return qx ** ROUNDNESS + qy ** ROUNDNESS <= 1;
}

/** The claim whose outline holds a world point: a plot's outline never leaves its square. */
export function claimUnder(claims: ReadonlyMap<string, ClaimState>, point: WorldPoint, reach: number): ClaimState | null {
  const claim = claims.get(plotKey(plotAt(point)));
  return claim !== undefined && inOutline(claim, point, reach) ? claim : null;
}

/** Landmarks first, the greatest of those under the point (they lie on top), then plots. */
export function hitMap(
  claims: ReadonlyMap<string, ClaimState>,
  landmarksBySize: readonly LandmarkState[],
  point: WorldPoint,
  zoom: number,
  pointer: 'fine' | 'coarse',
): SceneHit | null {
  const gain = farGain(zoom);
  const reach = REACH_PX[pointer] / zoom;
  for (const landmark of landmarksBySize) {
    const half = (landmark.side * gain) / 2;
    // Landmarks that are not seen are not in a plot's way.
    if (half * 2 * zoom < LANDMARK_SEEN_PX) break;
    const within = Math.max(half, Math.min(reach, half * 2));
    if (Math.abs(point.x - landmark.view.x) <= within && Math.abs(point.y - landmark.view.y) <= within) {
      return { type: 'landmark', id: landmark.view.id };
    }
  }
  const claim = claimUnder(claims, point, Math.max(reach, PLOT_SIZE * 0.04));
  return claim === null ? null : { type: 'plot', key: claim.view.key };
}
