import { keyIntent, type KeyIntent } from '../tool/keys.ts';

/**
 * Listens while nothing but the board has the focus: fields, buttons and the outline's own elements
 * keep their keys. Undo and redo are heard everywhere but in fields and in front of a modal window.
 * `movable`: a note that may be moved is selected. Returns the way to stop.
 */
export function listenToKeys(host: HTMLElement, movable: () => boolean, onIntent: (intent: KeyIntent) => void): () => void {
  const hear = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const onBoard = event.target === document.body || event.target === host || event.target instanceof HTMLCanvasElement;
    if (!onBoard && isOccupied(event.target)) return;
    const { key, shiftKey: shift, altKey: alt } = event;
    const intent = keyIntent({ key, shift, command: event.ctrlKey || event.metaKey, meta: event.metaKey, alt }, movable());
    if (!intent || (!onBoard && intent.type !== 'undo' && intent.type !== 'redo')) return;
    event.preventDefault();
    onIntent(intent);
  };
  addEventListener('keydown', hear);
  return () => removeEventListener('keydown', hear);
}

const FIELDS = 'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="textbox"], [aria-modal="true"]';

function isOccupied(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(FIELDS) !== null;
}
