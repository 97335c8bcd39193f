/** Strings a plot from which on those that lead elsewhere recede, and at which they are faintest. */
const FEW = 40;
const MANY = 170;
const FAINTEST = 0.1;

/**
 * What is left of a long string far from both its ends, 0 to 1: where hundreds cross a plot on their way
 * to elsewhere its notes must still be read through them; a few are the beauty of the board.
 */
export function faintness(strings: number, plots: number): number {
  const share = Math.min(1, Math.max(0, (strings / Math.max(1, plots) - FEW) / (MANY - FEW)));
  return 1 - (1 - FAINTEST) * share * share * (3 - 2 * share);
}
