import { PLOT_CAPACITY } from '@oto/schema/board/placement';
import { TIES_MAX } from '@oto/schema/board/record';

/** Bytes of one update that a client may send. */
export const UPDATE_MAX = 256 * 1024;
/** Plots beside the home that one update's ties may concern, and notes there. */
export const FAR_PLOTS_MAX = 32;
export const FAR_NOTES_MAX = 128;

/** Most bytes that one note with eight agents and eight parents and its place, and one tie or mirror add to a fresh document. */
const NOTE_BYTES_MAX = 1_280;
const TIE_BYTES_MAX = 512;
/** The fullest region, freshly written. */
export const FRESH_BYTES_MAX = PLOT_CAPACITY * NOTE_BYTES_MAX + 2 * TIES_MAX * TIE_BYTES_MAX;
/** A document is rewritten when it has grown to about twice a fresh one: even the fullest one is, long before it stands at this many times. */
const ROOM = 3;
/** Bytes of a region's document beyond which people's edits are refused, if no cords come in. */
export const REGION_BYTES_MAX = ROOM * FRESH_BYTES_MAX;

/** The same with the cords and mirrors that other regions sent: a popular agent has many, and they are nobody's fault. */
export function regionBytesMax(inbound: number): number {
  return REGION_BYTES_MAX + ROOM * inbound * TIE_BYTES_MAX;
}
