/** Strings a plot from which on those that cross its notes give way to them, and at which they do so altogether. */
const FEW = 40;
const MANY = 170;
const FAINTEST = 0.1;

/**
 * How far strings give way to notes, 0 to 1. A few are the beauty of the board and lie over it; where
 * hundreds cross a plot they lie under its notes, but for their ends at the pins.
 */
export function crowding(strings: number, plots: number): number {
  const share = Math.min(1, Math.max(0, (strings / Math.max(1, plots) - FEW) / (MANY - FEW)));
  return share * share * (3 - 2 * share);
}

/** What is left, 0 to 1, of a string that leads elsewhere, far from both its ends. */
export function faintness(crowd: number): number {
  return 1 - (1 - FAINTEST) * crowd;
}
