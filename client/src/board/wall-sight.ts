import type { WorldRect } from '../scene/types.ts';
import type { BoardSight } from './board-controller.ts';

/** CSS pixels of the wall's width from which its frames can be told apart and opened. */
const OPENED_FROM_PX = 300;

/** Whether some of the wall is on screen, large enough to choose a frame. */
export function isWallSeen({ x, y, zoom, width, height }: BoardSight, wall: WorldRect | null): boolean {
  if (wall === null || wall.width * zoom < OPENED_FROM_PX) return false;
  return wall.x < x + width / 2 && wall.x + wall.width > x - width / 2 && wall.y < y + height / 2 && wall.y + wall.height > y - height / 2;
}
