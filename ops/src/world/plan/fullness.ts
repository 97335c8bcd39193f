import { PLOT_CAPACITY } from '@oto/schema/board/placement';
import { below, stream } from '../draw.ts';

/** Notes of an average plot, and of the emptiest. */
const MEAN = 100;
export const EMPTIEST = 20;

/**
 * How many notes each plot of a world of `notes` holds, agents included: from EMPTIEST to the plot's
 * capacity, most of them rather full, and exactly `notes` in all. Throws RangeError below EMPTIEST.
 */
export function fullnessOf(world: string, notes: number): Uint8Array {
  if (!Number.isSafeInteger(notes) || notes < EMPTIEST) throw new RangeError(`a world has at least ${EMPTIEST} notes`);
  const random = stream(world, 'fullness');
  const plots = Math.max(Math.ceil(notes / PLOT_CAPACITY), Math.round(notes / MEAN));
  // The fourth root of an even chance has mean 4/5: 20 + 100 * 4/5 = MEAN.
  const counts = Uint8Array.from({ length: plots }, () => EMPTIEST + Math.round((PLOT_CAPACITY - EMPTIEST) * random() ** 0.25));
  let missing = notes - counts.reduce((sum, count) => sum + count, 0);
  while (missing !== 0) {
    const plot = below(random, plots);
    const count = (counts[plot] ?? 0) + Math.sign(missing);
    if (count < EMPTIEST || count > PLOT_CAPACITY) continue;
    counts[plot] = count;
    missing -= Math.sign(missing);
  }
  return counts;
}
