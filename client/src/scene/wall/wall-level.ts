/** Pixels a unit that a drawing is made for; each is twice the one before. The sheet has nothing fine and takes the first two. */
export const SCALES = [0.12, 0.24, 0.48, 0.96, 1.6] as const;
export const SHEET_SCALES = 2;
/** Out of view nothing finer is kept: a frame at the finest is 30 MB of texture, and as much of canvas. */
const KEPT = 1;

export interface DrawingState {
  /** Index into SCALES of what is drawn; -1: nothing yet. */
  readonly level: number;
  /** Something new is to be seen on it. */
  readonly stale: boolean;
  readonly inView: boolean;
}

/**
 * The level to draw now, null: it stays as it is. `px`: device pixels a unit; `levels`: how many of SCALES it may
 * take. While the view moves only what has never been drawn is.
 */
export function dueLevel({ level, stale, inView }: DrawingState, px: number, levels: number, moving: boolean): number | null {
  const enough = SCALES.findIndex((scale) => scale >= px * 0.85);
  const fine = Math.min(levels - 1, enough < 0 ? SCALES.length - 1 : enough);
  const wanted = inView ? fine : Math.min(fine, KEPT);
  if (level < 0) return wanted;
  if (moving) return null;
  if (stale) return wanted;
  // One step too fine is not worth a drawing.
  const isGood = inView ? level === wanted || level === wanted + 1 : level <= KEPT;
  return isGood ? null : wanted;
}
