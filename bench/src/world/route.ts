import { PLOT_SIZE, plotCentre, type Plot } from '@oto/schema/geometry/lattice';

/** As the scene's camera has it: world units, and device independent pixels a unit. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** A post-it of 200 units is 90 px wide: its title can be read. */
export const NOTE_ZOOM = 0.45;
/** About five plots across a screen of 1280 px. */
const PLOTS_ZOOM = 0.075;

/** Plots drawn at random, each so far from all the others that no jump has loaded it before. */
export function farPlots(plots: readonly Plot[], count: number, random: () => number): Plot[] {
  const left = [...plots];
  const chosen: Plot[] = [];
  for (let apart = 6; chosen.length < count && apart > 0; apart--) {
    for (let tries = 0; tries < 4000 && chosen.length < count; tries++) {
      const plot = left[Math.floor(random() * left.length)];
      if (plot && chosen.every((other) => Math.max(Math.abs(other.x - plot.x), Math.abs(other.y - plot.y)) >= apart)) chosen.push(plot);
    }
  }
  return chosen;
}

/** Over the heart of a plot. */
export function over(plot: Plot, zoom = NOTE_ZOOM): Place {
  return { ...plotCentre(plot), zoom };
}

/** To and fro over the world from one end to the other, at changing speeds and heights, some of it over the map. */
export function serpentine(plots: readonly Plot[], points: number): Place[] {
  const reach = Math.max(...plots.map(({ x, y }) => Math.max(Math.abs(x), Math.abs(y)))) * PLOT_SIZE * 0.8;
  return Array.from({ length: points }, (_, i) => {
    const t = i / (points - 1);
    const zoom = Math.exp(Math.log(PLOTS_ZOOM) + (Math.log(NOTE_ZOOM) - Math.log(PLOTS_ZOOM)) * (0.5 + 0.5 * Math.cos(t * 22)));
    return { x: reach * Math.sin(t * 9), y: reach * (2 * t - 1) * 0.7, zoom: i % 12 === 11 ? PLOTS_ZOOM / 4 : zoom };
  });
}
