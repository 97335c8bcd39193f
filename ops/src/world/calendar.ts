import type { Random } from './draw.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A made world lives in these days whenever it is made, so that equal seeds give equal rows. Milliseconds since 1970. */
export const FIRST_DAY = Date.UTC(2024, 9, 1, 8);
export const LAST_DAY = FIRST_DAY + 400 * DAY;
const SIGN_UPS = 380 * DAY;
/** After this many days a member has made about two thirds of what they will. */
const ARDOUR = 20 * DAY;
const FIRST_HOUR = HOUR;

/** When the n-th of `count` members joins: every day a little more of them. */
export function joinedAt(n: number, count: number): number {
  return FIRST_DAY + Math.floor(SIGN_UPS * Math.sqrt((n + 0.5) / count));
}

/**
 * Instants at which a member who joined then pins their notes, ascending, each later than the one
 * before; the first `eager` of them within the first hour.
 */
export function pinnedAt(random: Random, joined: number, count: number, eager: number): readonly number[] {
  const spread = 1 - Math.exp(-(LAST_DAY - joined - FIRST_HOUR) / ARDOUR);
  const times = Array.from({ length: count }, (_, index) =>
    index < eager ? joined + random() * FIRST_HOUR : joined + FIRST_HOUR - Math.log(1 - random() * spread) * ARDOUR,
  ).toSorted((a, b) => a - b);
  let last = joined;
  return times.map((time) => (last = Math.max(last + 1, Math.floor(time))));
}
