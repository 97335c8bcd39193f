import { NO_PALM, palm, type PalmEvent } from '../tool/palm.ts';

const PHASES = {
  pointerdown: 'down',
  pointermove: 'move',
  pointerup: 'up',
  pointercancel: 'cancel',
  pointerout: 'leave',
} as const satisfies Record<string, PalmEvent['phase']>;

/**
 * Keeps the board from the hand that holds a pen. Must be called before anything else listens on the
 * host. Returns the way to stop.
 */
export function guardPalm(host: HTMLElement): () => void {
  let state = NO_PALM;
  const stop = new AbortController();
  const hear = (event: PointerEvent, phase: PalmEvent['phase']): boolean => {
    const kind = event.pointerType === 'pen' || event.pointerType === 'touch' ? event.pointerType : 'mouse';
    // A pen that goes from one element to the next is still near.
    if (phase === 'leave' && (kind !== 'pen' || event.relatedTarget !== null)) return true;
    const step = palm(state, { kind, phase, pointer: event.pointerId, time: event.timeStamp });
    state = step.state;
    for (const pointerId of step.dropped) {
      host.dispatchEvent(new PointerEvent('pointercancel', { pointerId, pointerType: 'touch', bubbles: true }));
    }
    return step.heard;
  };
  for (const [name, phase] of Object.entries(PHASES)) {
    const target = phase === 'down' ? host : window;
    target.addEventListener(
      name,
      (event) => {
        if (!(event instanceof PointerEvent) || !event.isTrusted) return;
        // Only presses are kept from the board: what was never put down moves and lifts nothing.
        if (!hear(event, phase) && phase === 'down') event.stopImmediatePropagation();
      },
      { capture: true, signal: stop.signal },
    );
  }
  return () => stop.abort();
}
