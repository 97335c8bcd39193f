import type { Point } from '@oto/schema/geometry/lattice';

/** Marked notes move together, and a person shows no more than this many as dragged. */
export const MARKED_MAX = 200;

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The rectangle with these two opposite corners. */
export function rectBetween(a: Point, b: Point): Rect {
  return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
}

/** Each id once, in the order they were marked; the newest last. Beyond the limit nothing is added. */
export function joined(marked: readonly string[], more: readonly string[]): string[] {
  return [...new Set([...marked, ...more])].slice(0, MARKED_MAX);
}

/** Marks what is not marked, and the other way round. */
export function toggled(marked: readonly string[], id: string): string[] {
  return marked.includes(id) ? marked.filter((one) => one !== id) : joined(marked, [id]);
}
