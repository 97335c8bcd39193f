import type { Point } from '@oto/schema/geometry/lattice';
import type { BoardScene } from '../scene/types.ts';
import type { BoardView } from './board-view.ts';

/** The loaded note that a string let go here would hang from; an end of a string beside a pin means its note. */
export function noteUnder(scene: Pick<BoardScene, 'hitTest'>, view: Pick<BoardView, 'cords' | 'find'>, at: Point): string | null {
  const hit = scene.hitTest(at);
  const note = hit?.type === 'note' ? hit.id : hit?.type === 'cord-end' ? view.cords.get(hit.id)?.[hit.end][0] : undefined;
  return note !== undefined && view.find(note) ? note : null;
}
