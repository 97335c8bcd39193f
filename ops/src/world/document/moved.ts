import { SEAT_LIMIT, TILT_MAX } from '@oto/schema/board/placement';
import type { PlaceRecord } from '@oto/schema/board/record';
import { normal, stream } from '../draw.ts';
import type { Plan } from '../plan/plan.ts';

/** How many notes of a plot somebody has moved, and how far: standard deviation in units. */
const MOVED = 0.1;
const FAR = 160;

/** The places of the notes that people have moved, by their number. */
export function placesOf({ world, notes }: Plan, plot: number): ReadonlyMap<number, PlaceRecord> {
  const random = stream(world, 'moved', plot);
  const [from, to] = notes.of(plot);
  const places = new Map<number, PlaceRecord>();
  for (let note = from; note < to; note++) {
    if (random() >= MOVED) continue;
    const [x, y] = notes.seat(note);
    const tilt = Math.round((random() - 0.5) * 2 * TILT_MAX) || 0;
    places.set(note, [within(x + normal(random) * FAR), within(y + normal(random) * FAR), tilt, places.size + 1]);
  }
  return places;
}

function within(coordinate: number): number {
  return Math.round(Math.max(-SEAT_LIMIT, Math.min(SEAT_LIMIT, coordinate))) || 0;
}
