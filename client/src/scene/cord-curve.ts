/**
 * The curve of a cord: `P(t) = A + (B - A) t + hang * 4t(1 - t)`, a parabola whose middle hangs by
 * `hang`. The vertex shader draws the same one (shader/cord.ts), but for a wobble of 0.2 %.
 */
export interface CordShape {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  readonly hangX: number;
  readonly hangY: number;
}

export const MOST_SAG = 190;
const SAMPLES = 24;

/** How far the middle hangs at rest, in units. `slack` in [0, 1) comes from the cord's seed. */
export function restingSag(length: number, slack: number): number {
  return Math.min(length * (0.1 + 0.1 * slack) + 14, MOST_SAG);
}

export function cordX(shape: CordShape, t: number): number {
  return shape.x0 + (shape.x1 - shape.x0) * t + shape.hangX * 4 * t * (1 - t);
}

export function cordY(shape: CordShape, t: number): number {
  return shape.y0 + (shape.y1 - shape.y0) * t + shape.hangY * 4 * t * (1 - t);
}

export interface CordNearest {
  readonly distance: number;
  readonly t: number;
}

/** Nearest point of the cord, by 24 chords: off by less than 1 unit for cords on the board. */
export function nearestOnCord(shape: CordShape, x: number, y: number): CordNearest {
  let best = Infinity;
  let bestT = 0;
  let ax = shape.x0;
  let ay = shape.y0;
  for (let i = 1; i <= SAMPLES; i++) {
    const t = i / SAMPLES;
    const bx = cordX(shape, t);
    const by = cordY(shape, t);
    const dx = bx - ax;
    const dy = by - ay;
    const square = dx * dx + dy * dy;
    const share = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square));
    const distance = Math.hypot(x - ax - dx * share, y - ay - dy * share);
    if (distance < best) {
      best = distance;
      bestT = (i - 1 + share) / SAMPLES;
    }
    ax = bx;
    ay = by;
  }
  return { distance: best, t: bestT };
}
