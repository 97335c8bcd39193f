import type { Camera } from '../camera.ts';
import type { WorldPoint } from '../types.ts';
import { Hand } from './hand.ts';

export interface HandInput {
  /** While off, pointers move no paper: the board has them. */
  turn(on: boolean): void;
  destroy(): void;
}

/** Buttons of a mouse that carry the paper; of a pen, its tip. */
const CARRYING = new Set([0, 1]);

/**
 * Fingers, mouse and pen carry the paper, pinch it and throw it. Movement is followed on the window,
 * so that a pan may leave the element.
 */
export function listenToHand(element: HTMLElement, camera: Camera, throws: () => boolean): HandInput {
  const hand = new Hand();
  const stop = new AbortController();
  const { signal } = stop;
  const pointOf = (event: PointerEvent): WorldPoint => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  element.addEventListener(
    'pointerdown',
    (event) => {
      const carries = event.pointerType === 'touch' || CARRYING.has(event.button);
      if (!carries) return;
      // A hand on the paper stops it.
      camera.rest();
      hand.down(event.pointerId, pointOf(event), event.pointerType === 'touch');
    },
    { signal },
  );
  addEventListener(
    'pointermove',
    (event) => {
      if (!hand.holds) return;
      const move = hand.move(event.pointerId, pointOf(event), event.timeStamp);
      if (move === null) return;
      if (move.factor !== 1) camera.zoomBy(move.factor, move.about);
      if (move.dx !== 0 || move.dy !== 0) camera.panBy(-move.dx, -move.dy);
    },
    { signal },
  );
  addEventListener(
    'pointerup',
    (event) => {
      const speed = hand.up(event.pointerId, event.timeStamp);
      if (speed !== null && throws()) camera.throw(speed);
    },
    { signal },
  );
  addEventListener('pointercancel', (event) => hand.cancel(event.pointerId), { signal });
  return {
    turn: (on) => hand.turn(on),
    destroy: () => stop.abort(),
  };
}
