/** World units: 1 unit = 1 CSS px at zoom 1; x to the right, y down. */
export const PLOT_SIZE = 3600;
/** An atlas tile holds TILE_PLOTS x TILE_PLOTS plots. */
export const TILE_PLOTS = 16;
/** Plots with |x| and |y| at most this are reserved for the featured wall and the welcome. */
export const RESERVED_RADIUS = 1;

export type Plot = { readonly x: number; readonly y: number };
export type Tile = { readonly x: number; readonly y: number };
export type Point = { readonly x: number; readonly y: number };

export function plotKey(plot: Plot): string {
  return `${plot.x},${plot.y}`;
}

/** Centre of a plot in world units. Plot 0,0 is centred on the origin. */
export function plotCentre(plot: Plot): Point {
  return { x: plot.x * PLOT_SIZE, y: plot.y * PLOT_SIZE };
}

export function plotAt(point: Point): Plot {
  return { x: Math.round(point.x / PLOT_SIZE) || 0, y: Math.round(point.y / PLOT_SIZE) || 0 };
}

export function tileOf(plot: Plot): Tile {
  return { x: Math.floor(plot.x / TILE_PLOTS), y: Math.floor(plot.y / TILE_PLOTS) };
}

/**
 * The n-th plot (n from 0) of the square spiral that starts beside the reserved centre.
 * Newcomers take the lowest free n; the order never changes, so a plot's number is for ever.
 */
export function spiralPlot(n: number): Plot {
  let index = n;
  let ring = RESERVED_RADIUS + 1;
  while (index >= 8 * ring) {
    index -= 8 * ring;
    ring++;
  }
  const side = Math.floor(index / (2 * ring));
  const step = index % (2 * ring);
  switch (side) {
    case 0:
      return { x: ring, y: -ring + 1 + step };
    case 1:
      return { x: ring - 1 - step, y: ring };
    case 2:
      return { x: -ring, y: ring - 1 - step };
    default:
      return { x: -ring + 1 + step, y: -ring };
  }
}
