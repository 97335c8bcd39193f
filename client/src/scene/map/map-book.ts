import type { ClaimView, LandmarkView, RiverView } from '../types.ts';
import { claimState, landmarkState, type ClaimState, type LandmarkState } from './map-state.ts';
import { RiverNet } from './river-net.ts';

/** What the map is told, and the orders in which it is drawn and named: made anew when something changed. */
export class MapBook {
  readonly claims = new Map<string, ClaimState>();
  readonly rivers = new RiverNet();
  /** Between districts. */
  flows = new RiverNet();
  readonly landmarks = new Map<string, LandmarkState>();
  readonly #hasRegion: (key: string) => boolean;
  #claimsByNotes: ClaimState[] | null = null;
  #landmarksBySize: LandmarkState[] | null = null;
  /** Rises with every change. */
  version = 0;

  constructor(hasRegion: (key: string) => boolean) {
    this.#hasRegion = hasRegion;
  }

  upsertClaim(view: ClaimView): void {
    const sketch = this.claims.get(view.key)?.sketch ?? (this.#hasRegion(view.key) ? 0 : 1);
    this.claims.set(view.key, claimState(view, sketch));
    this.#claimsByNotes = null;
    this.version++;
  }

  removeClaim(key: string): void {
    if (!this.claims.delete(key)) return;
    this.#claimsByNotes = null;
    this.version++;
  }

  upsertRiver(view: RiverView): void {
    this.rivers.set(view);
    this.version++;
  }

  removeRiver(id: string): void {
    if (this.rivers.delete(id)) this.version++;
  }

  setFlows(views: readonly RiverView[]): void {
    this.flows = new RiverNet();
    for (const view of views) this.flows.set(view);
    this.version++;
  }

  upsertLandmark(view: LandmarkView): void {
    this.landmarks.set(view.id, landmarkState(view));
    this.#landmarksBySize = null;
    this.version++;
  }

  removeLandmark(id: string): void {
    if (!this.landmarks.delete(id)) return;
    this.#landmarksBySize = null;
    this.version++;
  }

  /** One's own first, then the fullest. */
  claimsByNotes(): readonly ClaimState[] {
    this.#claimsByNotes ??= [...this.claims.values()].sort(
      (a, b) =>
        Number(b.view.mine === true) - Number(a.view.mine === true) || b.view.notes - a.view.notes || (a.view.key < b.view.key ? -1 : 1),
    );
    return this.#claimsByNotes;
  }

  /** Greatest first. */
  landmarksBySize(): readonly LandmarkState[] {
    this.#landmarksBySize ??= [...this.landmarks.values()].sort(
      (a, b) => b.view.descendants - a.view.descendants || (a.view.id < b.view.id ? -1 : 1),
    );
    return this.#landmarksBySize;
  }
}
