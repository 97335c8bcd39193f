import { CREATION_SIZE } from '@oto/schema/board/kind';
import type { Board } from './board.ts';
import { LOOSE } from './cord-book.ts';
import { nearestOnCord } from './cord-curve.ts';
import { onTag } from './text/cord-tag.ts';
import { TAGS_FROM } from './text/tag-desk.ts';
import type { SceneHit, WorldPoint } from './types.ts';

/** Screen px within which a string is hit: by a mouse, by a finger. */
const REACH_PX = { fine: 8, coarse: 20 } as const;
/** Over a note the note is meant sooner. */
const REACH_ON_NOTE_PX = { fine: 8, coarse: 13 } as const;
/** World units beside a pin where a string's end can be taken; nearer to the pin, the note is meant. */
const END_FROM = 15;
const END_TO = 62;
/** The same in screen px, where that is more, but never more than a share of the string. */
const END_TO_PX = { fine: 24, coarse: 52 } as const;
const END_SHARE = 0.35;
/** Screen px of a note's side from which ends can be taken at all. */
const ENDS_FROM_PX = { fine: 30, coarse: 44 } as const;

/** Ends of strings first, then tags, then notes, topmost first, then strings. With a string in hand, notes are looked for. */
export function hitTest(board: Board, point: WorldPoint, zoom: number, pointer: 'fine' | 'coarse'): SceneHit | null {
  const note = board.noteUnder(point.x, point.y);
  if (note !== null && board.cords.isHolding) return { type: 'note', id: note.id };
  const reach = Math.max(4, REACH_PX[pointer] / zoom);
  const endReach = note === null ? reach : Math.max(4, REACH_ON_NOTE_PX[pointer] / zoom);
  const endTo = Math.max(END_TO, END_TO_PX[pointer] / zoom);
  const endsShown = CREATION_SIZE * zoom >= ENDS_FROM_PX[pointer];
  let nearest: SceneHit | null = null;
  let end: SceneHit | null = null;
  let tag: SceneHit | null = null;
  let best = reach;
  let bestEnd = endReach;
  board.cords.query({ x: point.x - reach, y: point.y - reach, width: reach * 2, height: reach * 2 }, (cord) => {
    if (cord.run === null || cord.opacity < 0.5 || cord.id === LOOSE) return;
    if (zoom >= TAGS_FROM && onTag(cord, point.x, point.y)) tag = { type: 'cord', id: cord.id, t: 0.5 };
    const { distance, t } = nearestOnCord(cord, point.x, point.y);
    if (distance >= reach) return;
    const side = t < 0.5 ? 'from' : 'to';
    const away = side === 'from' ? Math.hypot(point.x - cord.x0, point.y - cord.y0) : Math.hypot(point.x - cord.x1, point.y - cord.y1);
    const length = Math.hypot(cord.x1 - cord.x0, cord.y1 - cord.y0);
    const isEnd = endsShown && away >= END_FROM && away <= Math.min(endTo, Math.max(END_TO, length * END_SHARE));
    if (isEnd && distance < bestEnd) {
      bestEnd = distance;
      end = { type: 'cord-end', id: cord.id, end: side };
    }
    if (distance < best) {
      best = distance;
      nearest = { type: 'cord', id: cord.id, t };
    }
  });
  return end ?? tag ?? (note === null ? nearest : { type: 'note', id: note.id });
}
