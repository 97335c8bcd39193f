import { hashText } from '@oto/schema/base/seeded-random';
import { PLOT_CAPACITY } from '@oto/schema/board/placement';
import { plotCentre } from '@oto/schema/geometry/lattice';
import { rgbOf } from '../colour.ts';
import type { ClaimView, LandmarkView } from '../types.ts';
import { landmarkSide } from './landmark-size.ts';
import { likelySeats } from './likely-seats.ts';

const SEATS = likelySeats();

/** A claimed plot as the map holds it. World units. */
export interface ClaimState {
  readonly view: ClaimView;
  readonly x: number;
  readonly y: number;
  readonly reachX: number;
  readonly reachY: number;
  readonly rgb: number;
  /** 0 to 255. */
  readonly seed: number;
  /** How much of the pencil sketch is seen at note zoom, 0 to 1: all while its region is not there. */
  sketch: number;
}

export interface LandmarkState {
  readonly view: LandmarkView;
  /** World units at zooms from FAR_ZOOM on. */
  readonly side: number;
  readonly rot: number;
  readonly rgb: number;
  readonly seed: number;
}

/** Outlines of plots of one fullness are alike; 0 and beyond the capacity are allowed. */
export function reachOf(notes: number): { readonly x: number; readonly y: number } {
  const n = Math.max(0, Math.min(PLOT_CAPACITY, Math.floor(notes)));
  return { x: SEATS.reachX[n] ?? 0, y: SEATS.reachY[n] ?? 0 };
}

export function claimState(view: ClaimView, sketch: number): ClaimState {
  const reach = reachOf(view.notes);
  return {
    view,
    ...plotCentre(view.plot),
    reachX: reach.x,
    reachY: reach.y,
    rgb: rgbOf(view.tint),
    seed: hashText(view.key) & 255,
    sketch,
  };
}

export function landmarkState(view: LandmarkView): LandmarkState {
  const seed = hashText(view.id);
  return {
    view,
    side: landmarkSide(view.descendants),
    rot: (((seed >>> 8) & 255) / 255 - 0.5) * 0.16,
    rgb: rgbOf(view.colour),
    seed: seed & 255,
  };
}
