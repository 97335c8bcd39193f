import type { BoardSight } from '../../board/board-controller.ts';

type Point = { readonly x: number; readonly y: number };

/** Room for the hand and the name under it, CSS pixels. */
const MARGIN = { x: 60, top: 120, bottom: 170 } as const;

/** Where a hand waves: at a cursor (world units), at the edge towards it, or in the upper middle without one. CSS pixels of the board. */
export function placeHand(cursor: Point | null, sight: BoardSight): Point {
  if (cursor === null) return { x: sight.width / 2, y: Math.max(MARGIN.top, sight.height * 0.25) };
  const x = (cursor.x - sight.x) * sight.zoom + sight.width / 2;
  const y = (cursor.y - sight.y) * sight.zoom + sight.height / 2;
  return {
    x: Math.min(Math.max(x, MARGIN.x), Math.max(MARGIN.x, sight.width - MARGIN.x)),
    y: Math.min(Math.max(y, MARGIN.top), Math.max(MARGIN.top, sight.height - MARGIN.bottom)),
  };
}
