import { hashText } from '@oto/schema/base/seeded-random';
import { PLOT_CAPACITY } from '@oto/schema/board/placement';
import { plotCentre } from '@oto/schema/geometry/lattice';
import { rgbOf } from '../colour.ts';
import type { ClaimView, LandmarkView, RiverView } from '../types.ts';
import { landmarkSide } from './landmark-size.ts';
import { likelySeats } from './likely-seats.ts';
import { PIECE_LENGTH, riverRoute } from './river-route.ts';
import { riverWidth } from './river-width.ts';

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

export interface RiverState {
  readonly view: RiverView;
  /** World units. */
  readonly width: number;
  readonly rgb: number;
  readonly strands: number;
  readonly seed: number;
  /** Whole length, and those of its pieces. */
  readonly length: number;
  readonly lengths: readonly number[];
  readonly pieces: Float64Array;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
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

export function riverState(view: RiverView): RiverState {
  const pieces = riverRoute(view.from, view.to);
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (let i = 0; i < pieces.length; i += 2) {
    const x = pieces[i] ?? 0;
    const y = pieces[i + 1] ?? 0;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const lengths: number[] = [];
  for (let base = 0; base < pieces.length; base += PIECE_LENGTH) lengths.push(pieceLength(pieces, base));
  return {
    view,
    width: riverWidth(view.cords),
    rgb: rgbOf(view.colour),
    strands: Math.max(1, Math.min(6, Math.round(Math.sqrt(view.cords)))),
    seed: (hashText(view.id) & 0xffff) / 0xffff,
    length: lengths.reduce((sum, one) => sum + one, 0),
    lengths,
    pieces,
    left,
    top,
    right,
    bottom,
  };
}

/** By chords: a curve's length to about a hundredth. */
function pieceLength(pieces: Float64Array, base: number): number {
  const at = (offset: number): number => pieces[base + offset] ?? 0;
  let length = 0;
  let [lastX, lastY] = [at(0), at(1)];
  for (let step = 1; step <= 8; step++) {
    const t = step / 8;
    const s = 1 - t;
    const x = s * s * s * at(0) + 3 * s * s * t * at(2) + 3 * s * t * t * at(4) + t * t * t * at(6);
    const y = s * s * s * at(1) + 3 * s * s * t * at(3) + 3 * s * t * t * at(5) + t * t * t * at(7);
    length += Math.hypot(x - lastX, y - lastY);
    lastX = x;
    lastY = y;
  }
  return length;
}
