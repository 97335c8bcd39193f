import type { WorldPoint } from '../types.ts';

/** What the paper does under the pointers: it grows by `factor` about a point, then shifts. CSS pixels. */
export interface GripMove {
  readonly factor: number;
  readonly about: WorldPoint;
  readonly dx: number;
  readonly dy: number;
}

/** Fingers nearer than this are one finger for the zoom, in CSS pixels. */
const NEAREST = 12;

/**
 * How the paper follows when the pointers that hold it go from `before` to `after`, given in the same
 * order. One pointer carries the paper along. Two keep the spot between them between them, and the
 * paper grows as their distance does, so that what a finger was put on stays under it; more than two
 * count as their first two.
 */
export function grip(before: readonly WorldPoint[], after: readonly WorldPoint[]): GripMove {
  const [a, b] = before;
  const [c, d] = after;
  if (a === undefined || c === undefined) return { factor: 1, about: { x: 0, y: 0 }, dx: 0, dy: 0 };
  if (b === undefined || d === undefined) return { factor: 1, about: a, dx: c.x - a.x, dy: c.y - a.y };
  const about = middle(a, b);
  const now = middle(c, d);
  const factor = Math.max(NEAREST, distance(c, d)) / Math.max(NEAREST, distance(a, b));
  return { factor, about, dx: now.x - about.x, dy: now.y - about.y };
}

export function middle(a: WorldPoint, b: WorldPoint): WorldPoint {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

export function distance(a: WorldPoint, b: WorldPoint): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}
