/**
 * Moves the focus into the bar of what is selected, once it is drawn: for keys that chose something
 * from a menu. Nothing selected: nothing happens.
 */
export function focusSelectionBar(): void {
  // The menu gives the focus back first, in a timeout of its own, and the bar is placed a frame later.
  setTimeout(() => requestAnimationFrame(() => document.querySelector<HTMLElement>('.selection-bar :is(button, input)')?.focus()));
}
