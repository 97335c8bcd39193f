import type { Point } from '@oto/schema/geometry/lattice';

export interface KeyPress {
  /** As in KeyboardEvent.key. */
  readonly key: string;
  readonly shift: boolean;
  /** Ctrl or Meta. */
  readonly command: boolean;
  /** Alt, or AltGr, which some keyboards need for brackets and report together with Ctrl. */
  readonly alt: boolean;
}

export type KeyIntent =
  /** Units; whole. */
  | { readonly type: 'nudge'; readonly by: Point }
  /** A share of the screen's shorter side. */
  | { readonly type: 'pan'; readonly by: Point }
  | { readonly type: 'zoom'; readonly factor: number }
  | { readonly type: 'home' }
  | { readonly type: 'open' }
  | { readonly type: 'clear' }
  | { readonly type: 'undo' }
  | { readonly type: 'redo' }
  | { readonly type: 'mark-all' }
  | { readonly type: 'to-front' }
  | { readonly type: 'tie' };

export const NUDGE = 10;
export const NUDGE_FAR = 100;
const PAN_STEP = 0.15;
const ZOOM_STEP = 1.25;

const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/**
 * What a key means on the board; null when it is not the board's. `movable`: a note that may be moved
 * is selected. The browser keeps its own shortcuts.
 */
export function keyIntent(press: KeyPress, movable: boolean): KeyIntent | null {
  if (press.key === ']' && (press.alt || !press.command)) return { type: 'to-front' };
  if (press.alt) return null;
  if (press.command) return commandIntent(press);
  const arrow = ARROWS[press.key];
  if (arrow) {
    const step = movable ? (press.shift ? NUDGE_FAR : NUDGE) : press.shift ? PAN_STEP * 4 : PAN_STEP;
    return { type: movable ? 'nudge' : 'pan', by: { x: arrow.x * step, y: arrow.y * step } };
  }
  switch (press.key) {
    case '+':
    case '=':
      return { type: 'zoom', factor: ZOOM_STEP };
    case '-':
      return { type: 'zoom', factor: 1 / ZOOM_STEP };
    case 'h':
    case 'Home':
      return { type: 'home' };
    case 'Enter':
      return { type: 'open' };
    case 'Escape':
      return { type: 'clear' };
    case 't':
    case 'T':
      return { type: 'tie' };
    default:
      return null;
  }
}

function commandIntent({ key, shift }: KeyPress): KeyIntent | null {
  switch (key.toLowerCase()) {
    case 'z':
      return { type: shift ? 'redo' : 'undo' };
    case 'y':
      return shift ? null : { type: 'redo' };
    case 'a':
      return shift ? null : { type: 'mark-all' };
    default:
      return null;
  }
}
