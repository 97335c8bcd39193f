/** The bar may be placed a few frames after something was chosen. */
const FRAMES = 30;

/**
 * Moves the focus into the bar of what is selected, once it is drawn: for keys that chose something
 * from a menu. Nothing selected: nothing happens.
 */
export function focusSelectionBar(frames = FRAMES): void {
  // After the menu has given the focus back, which it does in a timeout of its own.
  setTimeout(() =>
    requestAnimationFrame(() => {
      const first = document.querySelector<HTMLElement>('.selection-bar :is(button, input)');
      // What is still unseen takes no focus.
      first?.focus();
      if ((first === null || document.activeElement !== first) && frames > 0) focusSelectionBar(frames - 1);
    }),
  );
}
