/** What holds the focus for a while: dialogs, sheets and menus. */
const PASSING = '[role="dialog"], [role="alertdialog"], [role="menu"]';

/** What may be closing: a focus that is still there goes with it. */
const CLOSING = '[role="dialog"], [role="alertdialog"]';

let last: HTMLElement | null = null;

/** Remembers where the focus was before something opened over the board. Returns the way to stop. */
export function followFocus(): () => void {
  const hear = (event: FocusEvent): void => {
    if (event.target instanceof HTMLElement && event.target.closest(PASSING) === null) last = event.target;
  };
  document.addEventListener('focusin', hear);
  return () => document.removeEventListener('focusin', hear);
}

/**
 * Gives the focus back when a dialog or a sheet closes: to what had it before the first of them opened,
 * or to the note of the same id when that was drawn anew, or to the board. For `onCloseAutoFocus`; a
 * focus that has gone elsewhere meanwhile is left there.
 */
export function returnFocus(event: Event): void {
  if (event.defaultPrevented) return;
  event.preventDefault();
  const now = document.activeElement;
  if (now !== null && now !== document.body && now.closest(CLOSING) === null) return;
  const again = last?.isConnected ? last : sameNote(last?.dataset['id']);
  (again ?? document.querySelector<HTMLElement>('.board-host'))?.focus({ preventScroll: true });
}

function sameNote(id: string | undefined): HTMLElement | null {
  return id === undefined ? null : document.querySelector<HTMLElement>(`.outline [data-id="${CSS.escape(id)}"]`);
}
