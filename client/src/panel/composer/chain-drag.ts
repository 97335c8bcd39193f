import { createSignal } from 'solid-js';

/** Pixels before a press becomes a drag. */
const SLACK = 5;

export type Held = {
  readonly index: number;
  readonly dx: number;
  readonly dy: number;
  /** Where it would land if it were let go now. */
  readonly over: number;
};

/** The place whose middle is nearest. `places` are not empty. */
export function nearest(point: { readonly x: number; readonly y: number }, places: readonly DOMRectReadOnly[]): number {
  const away = places.map((box) => Math.hypot(box.x + box.width / 2 - point.x, box.y + box.height / 2 - point.y));
  return away.indexOf(Math.min(...away));
}

/** A hand that takes a note of the chain and lets it go at another's place. */
export function createChainDrag(notes: () => readonly HTMLElement[], onMove: (from: number, to: number) => void) {
  const [held, setHeld] = createSignal<Held | null>(null);

  function take(index: number, event: PointerEvent): void {
    const note = notes()[index];
    const target = event.target as Element;
    const grip = target.closest('.chain-grip') !== null;
    // A finger scrolls the window unless it takes the grip; other buttons are pressed.
    if (note === undefined || event.button !== 0 || (!grip && (event.pointerType === 'touch' || target.closest('button') !== null))) return;
    const boxes = notes().map((one) => one.getBoundingClientRect());
    const box = boxes[index] as DOMRect;
    const stop = new AbortController();
    const { signal } = stop;
    const end = (land: boolean): void => {
      const last = held();
      stop.abort();
      setHeld(null);
      if (land && last !== null && last.over !== index) onMove(index, last.over);
    };
    document.addEventListener(
      'pointermove',
      (move) => {
        if (move.pointerId !== event.pointerId) return;
        const [dx, dy] = [move.clientX - event.clientX, move.clientY - event.clientY];
        if (held() === null && Math.hypot(dx, dy) < SLACK) return;
        const middle = { x: box.x + box.width / 2 + dx, y: box.y + box.height / 2 + dy };
        setHeld({ index, dx, dy, over: nearest(middle, boxes) });
      },
      { signal },
    );
    document.addEventListener('pointerup', (up) => up.pointerId === event.pointerId && end(true), { signal });
    document.addEventListener('pointercancel', (gone) => gone.pointerId === event.pointerId && end(false), { signal });
    // Escape lets the note go; the window stays open.
    document.addEventListener(
      'keydown',
      (key) => {
        if (key.key !== 'Escape') return;
        key.stopPropagation();
        end(false);
      },
      { signal, capture: true },
    );
  }

  return { held, take };
}
