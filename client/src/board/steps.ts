import type { Point } from '@oto/schema/geometry/lattice';
import type { Direction } from './board-controller.ts';

export interface Stop extends Point {
  readonly id: string;
}

const AHEAD: Readonly<Record<Direction, Point>> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
};

/**
 * The nearest stop in the quarter of the plane that opens towards `direction` from a point; at equal
 * distance the one most straight ahead, then the lower id. Null: there is none.
 */
export function stopTowards(from: Point, stops: readonly Stop[], direction: Direction): Stop | null {
  const axis = AHEAD[direction];
  let best: { readonly stop: Stop; readonly far: number; readonly aside: number } | null = null;
  for (const stop of stops) {
    const dx = stop.x - from.x;
    const dy = stop.y - from.y;
    const ahead = dx * axis.x + dy * axis.y;
    const aside = Math.abs(dx * axis.y) + Math.abs(dy * axis.x);
    if (ahead <= 0 || aside > ahead) continue;
    const far = Math.hypot(ahead, aside);
    const isNearer =
      best === null || far < best.far || (far === best.far && (aside < best.aside || (aside === best.aside && stop.id < best.stop.id)));
    if (isNearer) best = { stop, far, aside };
  }
  return best?.stop ?? null;
}

/** The stop nearest to a point; null without stops. */
export function nearestStop(from: Point, stops: readonly Stop[]): Stop | null {
  let best: Stop | null = null;
  for (const stop of stops) {
    if (!best || Math.hypot(stop.x - from.x, stop.y - from.y) < Math.hypot(best.x - from.x, best.y - from.y)) best = stop;
  }
  return best;
}
