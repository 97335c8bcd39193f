import { keyIntent, type KeyIntent } from '../tool/keys.ts';

/**
 * Listens while nothing but the board has the focus: fields, buttons and the outline's own elements
 * keep their keys. `movable`: a note that may be moved is selected. Returns the way to stop.
 */
export function listenToKeys(host: HTMLElement, movable: () => boolean, onIntent: (intent: KeyIntent) => void): () => void {
  const hear = (event: KeyboardEvent): void => {
    if (event.target !== document.body && event.target !== host && !(event.target instanceof HTMLCanvasElement)) return;
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    const intent = keyIntent({ key: event.key, shift: event.shiftKey, modified }, movable());
    if (!intent) return;
    event.preventDefault();
    onIntent(intent);
  };
  addEventListener('keydown', hear);
  return () => removeEventListener('keydown', hear);
}
