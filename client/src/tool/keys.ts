import type { Point } from '@oto/schema/geometry/lattice';

export interface KeyPress {
  /** As in KeyboardEvent.key. */
  readonly key: string;
  readonly shift: boolean;
  /** Ctrl, Meta or Alt: the browser's own shortcuts, never ours. */
  readonly modified: boolean;
}

export type KeyIntent =
  /** Units; whole. */
  | { readonly type: 'nudge'; readonly by: Point }
  /** A share of the screen's shorter side. */
  | { readonly type: 'pan'; readonly by: Point }
  | { readonly type: 'zoom'; readonly factor: number }
  | { readonly type: 'home' }
  | { readonly type: 'open' }
  | { readonly type: 'clear' };

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

/** What a key means on the board; null when it is not the board's. `movable`: a note that may be moved is selected. */
export function keyIntent(press: KeyPress, movable: boolean): KeyIntent | null {
  if (press.modified) return null;
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
    default:
      return null;
  }
}
