import type { ClaimView, LandmarkView, RiverView } from '../types.ts';

/** What the map is told. `version` rises with every change. */
export class MapBook {
  readonly claims = new Map<string, ClaimView>();
  readonly rivers = new Map<string, RiverView>();
  readonly landmarks = new Map<string, LandmarkView>();
  version = 0;

  upsertClaim(claim: ClaimView): void {
    this.claims.set(claim.key, claim);
    this.version++;
  }

  removeClaim(key: string): void {
    if (this.claims.delete(key)) this.version++;
  }

  upsertRiver(river: RiverView): void {
    this.rivers.set(river.id, river);
    this.version++;
  }

  removeRiver(id: string): void {
    if (this.rivers.delete(id)) this.version++;
  }

  upsertLandmark(landmark: LandmarkView): void {
    this.landmarks.set(landmark.id, landmark);
    this.version++;
  }

  removeLandmark(id: string): void {
    if (this.landmarks.delete(id)) this.version++;
  }
}
