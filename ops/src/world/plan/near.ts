import { plotKey, type Plot } from '@oto/schema/geometry/lattice';
import { below, pick, type Random } from '../draw.ts';

/** Plots that count as neighbours: this far off at most, on either axis. */
const REACH = 2;
/** Shares of what people take up from their own plot, from a neighbour's, and from anywhere. */
export type Leaning = readonly [own: number, near: number, far: number];

/** Which plots of a world lie about which. */
export class Neighbourhood {
  readonly #plots: readonly Plot[];
  readonly #at: ReadonlyMap<string, number>;

  constructor(plots: readonly Plot[]) {
    this.#plots = plots;
    this.#at = new Map(plots.map((plot, index) => [plotKey(plot), index]));
  }

  /** Numbers of the plots round this one, itself left out. */
  about(plot: number): readonly number[] {
    const centre = this.#plots[plot];
    if (!centre) return [];
    const found: number[] = [];
    for (let dy = -REACH; dy <= REACH; dy++) {
      for (let dx = -REACH; dx <= REACH; dx++) {
        const there = this.#at.get(plotKey({ x: centre.x + dx, y: centre.y + dy }));
        if (there !== undefined && there !== plot) found.push(there);
      }
    }
    return found;
  }

  /** A plot drawn by `leaning`, given `about(plot)`; a far one is rather an old one. */
  draw(random: Random, plot: number, about: readonly number[], [own, near, far]: Leaning): number {
    const chance = random() * (own + near + far);
    if (chance < own) return plot;
    if (chance < own + near && about.length > 0) return pick(random, about);
    return below(random, Math.ceil(this.#plots.length * Math.sqrt(random()))) % this.#plots.length;
  }
}
