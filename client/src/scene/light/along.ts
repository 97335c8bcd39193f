import { cordX, cordY, type CordShape } from '../cord-curve.ts';
import type { WorldPoint } from '../types.ts';

/** A string as it hangs now. `seed` bends it as the shader does (shader/cord.ts). */
export interface HangingCord extends CordShape {
  readonly seed: number;
}

/** One string of a way; `backwards`: from its `to` end to its `from` end. */
export interface Leg {
  readonly cord: HangingCord;
  readonly backwards: boolean;
}

/** Chords that a string's length is measured by. */
const CHORDS = 8;
/** The shader's bend: a share of a length that counts up to here. */
const BEND = 0.0022;
const BEND_LENGTH = 1600;

export function lengthOf(cord: HangingCord): number {
  let length = 0;
  let { x0: x, y0: y } = cord;
  for (let i = 1; i <= CHORDS; i++) {
    const [nextX, nextY] = [cordX(cord, i / CHORDS), cordY(cord, i / CHORDS)];
    length += Math.hypot(nextX - x, nextY - y);
    [x, y] = [nextX, nextY];
  }
  return length;
}

/** Length of the whole way, units. */
export function wayLength(legs: readonly Leg[]): number {
  return legs.reduce((sum, { cord }) => sum + lengthOf(cord), 0);
}

/** The point `distance` units along the way, on the strings as they hang; its ends beyond them. */
export function pointAlong(legs: readonly Leg[], distance: number, into: { x: number; y: number }): WorldPoint {
  let left = Math.max(0, distance);
  for (const [index, { cord, backwards }] of legs.entries()) {
    const length = lengthOf(cord);
    const isLast = index === legs.length - 1;
    if (left > length && !isLast) {
      left -= length;
      continue;
    }
    const share = length === 0 ? 1 : Math.min(1, left / length);
    const t = backwards ? 1 - share : share;
    const bend = Math.min(Math.hypot(cord.x1 - cord.x0, cord.y1 - cord.y0), BEND_LENGTH) * BEND * 4 * t * (1 - t);
    into.x = cordX(cord, t) + Math.sin(t * 9 + cord.seed * 30) * bend;
    into.y = cordY(cord, t) + Math.cos(t * 7 + cord.seed * 50) * bend;
    return into;
  }
  return into;
}
