import { seededRandom } from '../base/seeded-random.ts';
import type { Seat } from './record.ts';

/** A note that already has its seat: centre in units from the plot's centre, side in units. */
export type Taken = { readonly x: number; readonly y: number; readonly size: number };

/** Notes that a plot holds, whatever their mix of sizes. */
export const PLOT_CAPACITY = 120;
/** No centre lies farther out than this on either axis, so no tilted corner leaves the plot. */
export const SEAT_LIMIT = 1650;
/** Greatest tilt of a placed note, in milliradians. */
export const TILT_MAX = 130;

const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
const GOLDEN_RATIO = (1 + Math.sqrt(5)) / 2;
/** Side of the upright box that holds a unit square tilted by TILT_MAX. */
const TILTED = Math.cos(TILT_MAX / 1000) + Math.sin(TILT_MAX / 1000);
/** Clear units kept between two tilted boxes. */
const AIR = 8;
/** Free seats compared for their pull on the centroid. */
const CHOICES = 5;
/** Cells, in units. A note jitters inside its own, which is what promises the plot's capacity. */
export const ROWS = 11;
export const COLUMNS = 11;
export const CELL_WIDTH = 312;
export const CELL_HEIGHT = 330;
/** Rows slide sideways by up to this, so that columns never line up. */
const SLIDE = 90;
/** Units between two points of the spiral. */
const PITCH = 100;

type Cell = { readonly x: number; readonly y: number };
const CELLS: readonly Cell[] = cellsAlongSpiral();

/**
 * The seat of the next note of a plot, or null when the plot is full. Pure: equal arguments give
 * equal seats, and notes already placed never move. `seed` varies jitter and tilt, not the order.
 */
export function nextSeat(taken: readonly Taken[], size: number, seed: number): Seat | null {
  if (taken.length >= PLOT_CAPACITY) return null;
  const random = seededRandom(seed);
  const sum = taken.reduce((total, note) => ({ x: total.x + note.x, y: total.y + note.y }), { x: 0, y: 0 });
  const tilt = Math.round((random() - 0.5) * 2 * TILT_MAX) || 0;
  let best: { readonly seat: Seat; readonly pull: number } | null = null;
  let found = 0;
  for (const cell of CELLS) {
    const x = jittered(cell.x, CELL_WIDTH, size, random());
    const y = jittered(cell.y, CELL_HEIGHT, size, random());
    if (!isFree(taken, x, y, size)) continue;
    const pull = Math.hypot(sum.x + x, sum.y + y);
    if (best === null || pull < best.pull) best = { seat: [x, y, tilt], pull };
    if (++found === CHOICES) break;
  }
  return best?.seat ?? null;
}

/** How far a row's cells stand to the right of the plot's middle, in units. */
export function rowSlide(row: number): number {
  return (((row + 1) * GOLDEN_RATIO) % 1) * 2 * SLIDE - SLIDE;
}

/** Cells in the order in which a golden-angle spiral from the plot's centre first enters them. */
function cellsAlongSpiral(): Cell[] {
  const order = new Map<number, Cell>();
  for (let k = 0; order.size < ROWS * COLUMNS; k++) {
    const reach = PITCH * Math.sqrt(k);
    const row = Math.round((reach * Math.sin(k * GOLDEN_ANGLE)) / CELL_HEIGHT) + (ROWS - 1) / 2;
    const slide = rowSlide(row);
    const column = Math.round((reach * Math.cos(k * GOLDEN_ANGLE) - slide) / CELL_WIDTH) + (COLUMNS - 1) / 2;
    if (row < 0 || row >= ROWS || column < 0 || column >= COLUMNS) continue;
    const key = row * COLUMNS + column;
    if (!order.has(key)) order.set(key, { x: (column - (COLUMNS - 1) / 2) * CELL_WIDTH + slide, y: (row - (ROWS - 1) / 2) * CELL_HEIGHT });
  }
  return [...order.values()];
}

/** A whole coordinate at which a note of this size stays inside its cell. `chance` is in [0, 1). */
function jittered(centre: number, side: number, size: number, chance: number): number {
  const room = Math.max(0, (side - size * TILTED - AIR) / 2 - 1);
  const at = Math.round(centre + (chance - 0.5) * 2 * room);
  return Math.max(-SEAT_LIMIT, Math.min(SEAT_LIMIT, at)) || 0;
}

function isFree(taken: readonly Taken[], x: number, y: number, size: number): boolean {
  return taken.every((note) => {
    const apart = ((note.size + size) / 2) * TILTED + AIR;
    return Math.abs(note.x - x) >= apart || Math.abs(note.y - y) >= apart;
  });
}
