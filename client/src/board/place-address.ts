import { PLOT_SIZE, type Plot } from '@oto/schema/geometry/lattice';
import type { Place } from './visits.ts';

/** What a link asks to see: a plot as a whole, or exactly this view (world units). */
export type AskedPlace = { readonly type: 'plot'; readonly plot: Plot } | ({ readonly type: 'view' } & Place);

const WHOLE = String.raw`-?\d{1,6}`;
const PLOT = new RegExp(`^(${WHOLE}),(${WHOLE})$`);
const VIEW = new RegExp(String.raw`^(${WHOLE}(?:\.\d{1,6})?),(${WHOLE}(?:\.\d{1,6})?),(\d{1,3}(?:\.\d{1,9})?)$`);
/** Of a coordinate, in plots: about 4 units. */
const DECIMALS = 3;
/** Of a zoom. */
const DIGITS = 3;

/** Both counted in plots, to the east and to the south: `?at=12,-7` is a plot, `?at=12.25,-7.1,0.8` a view with its zoom. Null: neither. */
export function placeFromSearch(search: string): AskedPlace | null {
  const at = new URLSearchParams(search).get('at') ?? '';
  const plot = PLOT.exec(at);
  if (plot) return { type: 'plot', plot: { x: Number(plot[1]) || 0, y: Number(plot[2]) || 0 } };
  const view = VIEW.exec(at);
  const zoom = Number(view?.[3] ?? 0);
  if (!view || zoom <= 0) return null;
  return { type: 'view', x: Number(view[1]) * PLOT_SIZE || 0, y: Number(view[2]) * PLOT_SIZE || 0, zoom };
}

/** A path and search that placeFromSearch reads back, to 4 units and 3 digits of zoom. */
export function placePath(place: Place): string {
  const plots = (units: number): string => String(Number((units / PLOT_SIZE).toFixed(DECIMALS)) || 0);
  // Never in powers of ten: a number with so few digits is exact when it is multiplied and rounded.
  const zoom = Number(place.zoom.toPrecision(DIGITS))
    .toFixed(9)
    .replace(/\.?0+$/, '');
  return `/?at=${plots(place.x)},${plots(place.y)},${zoom}`;
}
