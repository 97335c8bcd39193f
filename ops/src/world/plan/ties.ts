import { TIES_MAX } from '@oto/schema/board/record';
import { below, stream } from '../draw.ts';
import { Lists } from './lists.ts';
import type { Leaning, Neighbourhood } from './near.ts';
import type { Notes } from './notes.ts';

const FROM: Leaning = [70, 25, 5];
/** Ties of one home at most: its quota, with room left to its people. */
const HOME_MAX = TIES_MAX / 2;

/** People's ties by number: two notes each, the first in the tie's home. */
export type Ties = {
  readonly count: number;
  /** Numbers of the ties of a home plot. */
  ofHome(plot: number): Uint32Array;
  ends(tie: number): readonly [here: number, there: number];
};

/** `wanted` ties, spread evenly over the plots. */
export function drawTies(world: string, notes: Notes, near: Neighbourhood, wanted: number): Ties {
  const ofPlot = new Lists(notes.plots);
  const here: number[] = [];
  const there: number[] = [];
  for (let plot = 0; plot < notes.plots; plot++) {
    const random = stream(world, 'ties', plot);
    const about = near.about(plot);
    const [from, to] = notes.of(plot);
    const upTo = Math.round((wanted * to) / notes.count);
    for (let drawn = 0; here.length < upTo && drawn < HOME_MAX; drawn++) {
      const [farFrom, farTo] = notes.of(near.draw(random, plot, about, FROM));
      const a = from + below(random, to - from);
      const b = farFrom + below(random, farTo - farFrom);
      // Round the plot: two different notes, whatever was drawn.
      here.push(a);
      there.push(a === b ? from + ((a - from + 1) % (to - from)) : b);
      ofPlot.add(plot, here.length - 1);
    }
  }
  return { count: here.length, ofHome: (plot) => ofPlot.of(plot), ends: (tie) => [here[tie] ?? 0, there[tie] ?? 0] };
}
