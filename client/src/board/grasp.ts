import type { Point } from '@oto/schema/geometry/lattice';
import type { BoardScene } from '../scene/types.ts';
import type { PressTarget } from '../tool/press.ts';
import type { BoardView } from './board-view.ts';
import type { CordBodyHand } from './cord-body-hand.ts';
import type { CordEndHand } from './cord-end-hand.ts';
import type { Hands } from './hands.ts';
import { noteUnder } from './note-under.ts';

/** A string is taken this near a pin: in units, and on small notes in CSS pixels. */
const PIN_REACH = 48;
const PIN_REACH_PX = 12;

export interface GraspOptions {
  readonly scene: Pick<BoardScene, 'camera' | 'hitTest' | 'pinOf'>;
  readonly view: Pick<BoardView, 'cords' | 'find'>;
  readonly hands: Pick<Hands, 'mayMove'>;
  readonly end: Pick<CordEndHand, 'mayTake'>;
  readonly body: Pick<CordBodyHand, 'mayTake'>;
  /** While a string is being tied, a press ties it and drags nothing. */
  readonly isTying: () => boolean;
}

export interface Reach {
  /** Pins come first. */
  readonly alt: boolean;
  /** A finger: it is not as exact as a mouse. */
  readonly coarse: boolean;
}

/** What lies under a point of the host, and whether this person may take it. */
export function graspAt({ scene, view, hands, end, body, isTying }: GraspOptions, point: Point, { alt, coarse }: Reach): PressTarget {
  const at = scene.camera.screenToWorld(point);
  const ofNote = (id: string): PressTarget => ({ type: 'note', id, movable: !isTying() && hands.mayMove(id) });
  const ofCord = (id: string): PressTarget => ({ type: 'cord', id, movable: !isTying() && body.mayTake(id) });
  const held = alt ? noteUnder(scene, view, at) : null;
  const pin = held === null ? null : scene.pinOf(held);
  if (held !== null && pin && Math.hypot(pin.x - at.x, pin.y - at.y) <= Math.max(PIN_REACH, PIN_REACH_PX / scene.camera.zoom)) {
    return { type: 'pin', id: held, movable: !isTying() && hands.mayMove(held) };
  }
  const hit = scene.hitTest(at, { coarse });
  if (!hit) return { type: 'paper' };
  switch (hit.type) {
    case 'note':
      return ofNote(hit.id);
    case 'cord':
      return ofCord(hit.id);
    case 'cord-end': {
      if (!isTying() && end.mayTake(hit)) return { type: 'cord-end', id: hit.id, end: hit.end, movable: true };
      const note = view.cords.get(hit.id)?.[hit.end][0];
      return note !== undefined && view.find(note) ? ofNote(note) : ofCord(hit.id);
    }
    case 'plot':
    case 'landmark':
    case 'wall':
      return hit;
    default:
      return hit satisfies never;
  }
}

export interface CursorFacts {
  readonly dragging: boolean;
  /** A lasso is drawn, or a string is tied. */
  readonly drawing: boolean;
  readonly signedIn: boolean;
}

/** The CSS cursor; empty: the host's own. */
export function cursorOf(target: PressTarget | null, { dragging, drawing, signedIn }: CursorFacts): string {
  if (drawing) return 'crosshair';
  if (dragging) return 'grabbing';
  switch (target?.type) {
    case 'note':
      return target.movable ? 'grab' : signedIn ? 'pointer' : 'default';
    case 'pin':
      return target.movable ? 'crosshair' : 'default';
    case 'cord':
    case 'plot':
    case 'landmark':
    case 'wall':
      return 'pointer';
    case 'cord-end':
      return 'move';
    case 'paper':
    case undefined:
      return '';
    default:
      return target satisfies never;
  }
}
