import type { WorldPoint } from '../types.ts';

/** Pixels that the paper was carried, and when: milliseconds on any steady clock. */
export interface Carry {
  readonly time: number;
  readonly dx: number;
  readonly dy: number;
}

/** The last stretch of a pan says how fast it was thrown. */
const STRETCH_MS = 100;
/** A hand that rested this long before it let go throws nothing. */
const REST_MS = 50;
/** Slower is still, in CSS pixels a millisecond. */
export const STILL = 0.02;
/** What is left of the speed after one frame of 60 Hz. */
const FRICTION = 0.94;
const FRAME_MS = 1000 / 60;

/** Speed at which a hand lets the paper go, in CSS pixels a millisecond; null: it lies still. */
export function thrown(carries: readonly Carry[], now: number): WorldPoint | null {
  const recent = carries.filter((carry) => now - carry.time <= STRETCH_MS);
  const first = recent[0];
  const last = recent.at(-1);
  if (first === undefined || last === undefined || now - last.time > REST_MS) return null;
  // The first way was made in the time before it was told.
  const ms = Math.max(FRAME_MS, now - first.time);
  const x = recent.slice(1).reduce((sum, carry) => sum + carry.dx, 0) / ms;
  const y = recent.slice(1).reduce((sum, carry) => sum + carry.dy, 0) / ms;
  return Math.hypot(x, y) < STILL ? null : { x, y };
}

/** One step of a throw: how far the paper slides and how fast it still is; null: it has come to rest. */
export function slide(speed: WorldPoint, ms: number): { readonly dx: number; readonly dy: number; readonly speed: WorldPoint | null } {
  const share = FRICTION ** (ms / FRAME_MS);
  // The integral of an exponential fall, so that the way does not depend on the frame rate.
  const reach = (FRAME_MS * (share - 1)) / Math.log(FRICTION);
  const left = { x: speed.x * share, y: speed.y * share };
  return { dx: speed.x * reach, dy: speed.y * reach, speed: Math.hypot(left.x, left.y) < STILL ? null : left };
}
