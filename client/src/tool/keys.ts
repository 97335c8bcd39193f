import type { Point } from '@oto/schema/geometry/lattice';

export interface KeyPress {
  /** As in KeyboardEvent.key. */
  readonly key: string;
  readonly shift: boolean;
  /** Ctrl or Meta. */
  readonly command: boolean;
  /** Meta alone: the command key of Apple's keyboards, where it makes browsers go back and forward. */
  readonly meta: boolean;
  /** Alt, or AltGr, which some keyboards need for brackets and report together with Ctrl. */
  readonly alt: boolean;
}

export type KeyIntent =
  /** Units; whole. */
  | { readonly type: 'nudge'; readonly by: Point }
  /** A share of the screen's shorter side. */
  | { readonly type: 'pan'; readonly by: Point }
  /** To the next note that way; where there is none the view moves `by` a share of the screen's shorter side. */
  | { readonly type: 'step'; readonly to: StepDirection; readonly by: Point }
  | { readonly type: 'zoom'; readonly factor: number }
  | { readonly type: 'home' }
  | { readonly type: 'back' }
  | { readonly type: 'forward' }
  | { readonly type: 'map' }
  | { readonly type: 'open' }
  | { readonly type: 'clear' }
  | { readonly type: 'undo' }
  | { readonly type: 'redo' }
  | { readonly type: 'mark-all' }
  | { readonly type: 'to-front' }
  | { readonly type: 'tie' };

type StepDirection = 'left' | 'right' | 'up' | 'down';

export const NUDGE = 10;
export const NUDGE_FAR = 100;
const ZOOM_STEP = 1.25;

const PAN_STEP = 0.15;
const PAN_FAR = 0.6;

/** Which way an arrow key points. */
export const ARROWS: Readonly<Record<string, { readonly to: StepDirection; readonly by: Point }>> = {
  ArrowLeft: { to: 'left', by: { x: -1, y: 0 } },
  ArrowRight: { to: 'right', by: { x: 1, y: 0 } },
  ArrowUp: { to: 'up', by: { x: 0, y: -1 } },
  ArrowDown: { to: 'down', by: { x: 0, y: 1 } },
};

/**
 * What a key means on the board; null when it is not the board's. `movable`: a note that may be moved
 * is selected: arrows move it, and step from note to note otherwise. The browser keeps its own shortcuts.
 */
export function keyIntent(press: KeyPress, movable: boolean): KeyIntent | null {
  if (press.key === ']' && (press.alt || !press.command)) return { type: 'to-front' };
  const arrow = ARROWS[press.key];
  if (arrow) return arrowIntent(press, movable, arrow);
  if (press.alt) return null;
  if (press.command) return commandIntent(press);
  switch (press.key) {
    case '+':
    case '=':
      return { type: 'zoom', factor: ZOOM_STEP };
    case '-':
      return { type: 'zoom', factor: 1 / ZOOM_STEP };
    case 'm':
    case 'M':
      return { type: 'map' };
    case 'h':
    case 'H':
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

function arrowIntent(press: KeyPress, movable: boolean, { to, by }: { readonly to: StepDirection; readonly by: Point }): KeyIntent | null {
  const far = (step: number): Point => ({ x: by.x * step, y: by.y * step });
  if (press.alt) {
    if (press.command || press.shift || by.x === 0) return null;
    return { type: by.x < 0 ? 'back' : 'forward' };
  }
  const step: KeyIntent = { type: 'step', to, by: far(PAN_STEP) };
  if (press.command) return stepsAnyway(press) ? step : null;
  if (movable) return { type: 'nudge', by: far(press.shift ? NUDGE_FAR : NUDGE) };
  return press.shift ? { type: 'pan', by: far(PAN_FAR) } : step;
}

/** With these keys an arrow steps though it could move a note: Ctrl, or Shift and Command. */
export function stepsAnyway(press: Pick<KeyPress, 'command' | 'meta' | 'shift'>): boolean {
  return press.command && (!press.meta || press.shift);
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
