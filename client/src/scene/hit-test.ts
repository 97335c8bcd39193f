import type { Board } from './board.ts';
import { nearestOnCord } from './cord-curve.ts';
import type { SceneHit, WorldPoint } from './types.ts';

/** Screen px within which a string is hit. */
const CORD_REACH_PX = 8;
/** World units beside a pin where a string's end can be taken; nearer to the pin, the note is meant. */
const END_FROM = 15;
const END_TO = 62;

/** Ends of strings first, then notes, topmost first, then strings. */
export function hitTest(board: Board, point: WorldPoint, zoom: number): SceneHit | null {
  const reach = Math.max(4, CORD_REACH_PX / zoom);
  let nearest: { readonly id: string; readonly t: number } | null = null;
  let end: SceneHit | null = null;
  let best = reach;
  let bestEnd = reach;
  board.cords.query({ x: point.x - reach, y: point.y - reach, width: reach * 2, height: reach * 2 }, (cord) => {
    if (cord.run === null || cord.opacity < 0.5) return;
    const { distance, t } = nearestOnCord(cord, point.x, point.y);
    if (distance >= reach) return;
    const side = t < 0.5 ? 'from' : 'to';
    const away = side === 'from' ? Math.hypot(point.x - cord.x0, point.y - cord.y0) : Math.hypot(point.x - cord.x1, point.y - cord.y1);
    if (away >= END_FROM && away <= END_TO && distance < bestEnd) {
      bestEnd = distance;
      end = { type: 'cord-end', id: cord.id, end: side };
    }
    if (distance < best) {
      best = distance;
      nearest = { id: cord.id, t };
    }
  });
  if (end !== null) return end;
  const note = board.noteUnder(point.x, point.y);
  if (note !== null) return { type: 'note', id: note.id };
  return nearest === null ? null : { type: 'cord', ...(nearest as { id: string; t: number }) };
}
