import type { Point } from '@oto/schema/geometry/lattice';

/** What lay under the pointer when it went down. */
export type PressTarget =
  | { readonly type: 'note'; readonly id: string; readonly movable: boolean }
  /** A note's pin, with Alt held: a string is taken from it. */
  | { readonly type: 'pin'; readonly id: string; readonly movable: boolean }
  /** `movable`: its body may be pulled. */
  | { readonly type: 'cord'; readonly id: string; readonly movable: boolean }
  | { readonly type: 'cord-end'; readonly id: string; readonly end: 'from' | 'to'; readonly movable: boolean }
  /** On the map: a claimed plot, by its key, or an agent. Drags pan. */
  | { readonly type: 'plot'; readonly key: string }
  | { readonly type: 'landmark'; readonly id: string }
  /** The wall of the week, or a frame on it by its creation. Drags pan. */
  | { readonly type: 'wall'; readonly id: string | null }
  | { readonly type: 'paper' };

export type PressState =
  | { readonly name: 'idle' }
  | {
      readonly name: 'pressed';
      readonly pointer: number;
      readonly target: PressTarget;
      readonly at: Point;
      readonly time: number;
      readonly slop: number;
      readonly shift: boolean;
      readonly touch: boolean;
      /** The hand means what lies there: at once with a mouse or a pen, with a finger that has rested. */
      readonly held: boolean;
    }
  | { readonly name: 'dragging'; readonly pointer: number; readonly target: PressTarget; readonly at: Point }
  /** The camera has the pointers: a pan, a pinch, or a press that has already been answered. */
  | { readonly name: 'yielded'; readonly pointers: readonly number[] };

/** Points are CSS pixels, times are milliseconds on any steady clock. */
export type PressEvent =
  | {
      readonly type: 'down';
      readonly pointer: number;
      /** A finger. A pen is as sure as a mouse. */
      readonly touch: boolean;
      readonly primary: boolean;
      readonly shift: boolean;
      readonly target: PressTarget;
      readonly at: Point;
      readonly time: number;
    }
  | { readonly type: 'move'; readonly pointer: number; readonly at: Point }
  | { readonly type: 'up'; readonly pointer: number; readonly at: Point }
  | { readonly type: 'cancel'; readonly pointer: number }
  | { readonly type: 'time'; readonly time: number };

export type PressEdit =
  | { readonly type: 'click'; readonly target: PressTarget; readonly at: Point; readonly shift: boolean; readonly touch: boolean }
  /** A finger rested long enough to take hold of what lies there: moving now drags it. */
  | { readonly type: 'hold'; readonly target: PressTarget }
  /** What a finger held it holds no more, and nothing came of it. */
  | { readonly type: 'release'; readonly target: PressTarget }
  | { readonly type: 'long-press'; readonly target: PressTarget; readonly at: Point }
  /** On paper: a lasso. */
  | { readonly type: 'drag-start'; readonly target: PressTarget; readonly from: Point; readonly to: Point; readonly shift: boolean }
  | { readonly type: 'drag-move'; readonly target: PressTarget; readonly to: Point }
  | { readonly type: 'drag-end'; readonly target: PressTarget; readonly to: Point }
  | { readonly type: 'drag-cancel'; readonly target: PressTarget }
  /** Somebody tried to drag what they may not move. */
  | { readonly type: 'drag-refused'; readonly target: PressTarget };

export type PressStep = { readonly state: PressState; readonly edits: readonly PressEdit[] };

export const IDLE: PressState = { name: 'idle' };
/** A hand trembles by less than this, in CSS pixels. */
export const MOUSE_SLOP = 4;
export const TOUCH_SLOP = 9;
/** A finger that rests this long on a note takes hold of it; one that moves sooner pans over it. */
export const HOLD_MS = 180;
export const LONG_PRESS_MS = 500;

/**
 * Tells click, hold, long press, drag, lasso and pan apart. A drag begins once the pointer leaves its
 * slop over something movable that it holds, or over paper with Shift; otherwise the camera takes the
 * pointer. A finger holds only what it rested on, so that a flick over dense notes pans; it draws no
 * lasso; its long press asks for the menu. A second finger ends a press and cancels a drag. Every
 * drag-start is followed by exactly one drag-end or drag-cancel.
 */
export function press(state: PressState, event: PressEvent): PressStep {
  switch (state.name) {
    case 'idle':
      return fromIdle(event);
    case 'pressed':
      return fromPressed(state, event);
    case 'dragging':
      return fromDragging(state, event);
    case 'yielded':
      return fromYielded(state, event);
    default:
      return state satisfies never;
  }
}

function stay(state: PressState): PressStep {
  return { state, edits: [] };
}

function fromIdle(event: PressEvent): PressStep {
  if (event.type !== 'down' || !event.primary) return stay(IDLE);
  const { pointer, target, at, time, shift, touch } = event;
  return stay({ name: 'pressed', pointer, target, at, time, shift, touch, held: !touch, slop: touch ? TOUCH_SLOP : MOUSE_SLOP });
}

/** Whether leaving the slop now begins a drag: of what lies there, or of a lasso. */
export function grabs({ target, held, shift, touch }: Extract<PressState, { name: 'pressed' }>): boolean {
  if (target.type === 'paper') return shift && !touch;
  return held && 'movable' in target && target.movable;
}

function fromPressed(state: Extract<PressState, { name: 'pressed' }>, event: PressEvent): PressStep {
  switch (event.type) {
    case 'down':
      return { state: { name: 'yielded', pointers: [state.pointer, event.pointer] }, edits: released(state) };
    case 'move': {
      if (event.pointer !== state.pointer || distance(event.at, state.at) <= state.slop) return stay(state);
      if (grabs(state)) {
        return {
          state: { name: 'dragging', pointer: state.pointer, target: state.target, at: event.at },
          edits: [{ type: 'drag-start', target: state.target, from: state.at, to: event.at, shift: state.shift }],
        };
      }
      const refused = state.held && 'movable' in state.target;
      return {
        state: { name: 'yielded', pointers: [state.pointer] },
        edits: refused ? [{ type: 'drag-refused', target: state.target }] : [],
      };
    }
    case 'up':
      if (event.pointer !== state.pointer) return stay(state);
      return { state: IDLE, edits: [{ type: 'click', target: state.target, at: state.at, shift: state.shift, touch: state.touch }] };
    case 'cancel':
      return event.pointer === state.pointer ? { state: IDLE, edits: released(state) } : stay(state);
    case 'time': {
      const since = event.time - state.time;
      if (since >= LONG_PRESS_MS)
        return {
          state: { name: 'yielded', pointers: [state.pointer] },
          edits: [{ type: 'long-press', target: state.target, at: state.at }],
        };
      if (state.held || since < HOLD_MS) return stay(state);
      const held = { ...state, held: true };
      return { state: held, edits: grabs(held) ? [{ type: 'hold', target: state.target }] : [] };
    }
    default:
      return event satisfies never;
  }
}

function released(state: Extract<PressState, { name: 'pressed' }>): readonly PressEdit[] {
  return state.touch && grabs(state) ? [{ type: 'release', target: state.target }] : [];
}

function fromDragging(state: Extract<PressState, { name: 'dragging' }>, event: PressEvent): PressStep {
  switch (event.type) {
    case 'down':
      return {
        state: { name: 'yielded', pointers: [state.pointer, event.pointer] },
        edits: [{ type: 'drag-cancel', target: state.target }],
      };
    case 'move':
      if (event.pointer !== state.pointer) return stay(state);
      return { state: { ...state, at: event.at }, edits: [{ type: 'drag-move', target: state.target, to: event.at }] };
    case 'up':
      if (event.pointer !== state.pointer) return stay(state);
      return { state: IDLE, edits: [{ type: 'drag-end', target: state.target, to: event.at }] };
    case 'cancel':
      if (event.pointer !== state.pointer) return stay(state);
      return { state: IDLE, edits: [{ type: 'drag-cancel', target: state.target }] };
    case 'time':
      return stay(state);
    default:
      return event satisfies never;
  }
}

function fromYielded(state: Extract<PressState, { name: 'yielded' }>, event: PressEvent): PressStep {
  switch (event.type) {
    case 'down':
      return stay({ name: 'yielded', pointers: [...state.pointers.filter((id) => id !== event.pointer), event.pointer] });
    case 'up':
    case 'cancel': {
      const pointers = state.pointers.filter((id) => id !== event.pointer);
      return stay(pointers.length === 0 ? IDLE : { name: 'yielded', pointers });
    }
    case 'move':
    case 'time':
      return stay(state);
    default:
      return event satisfies never;
  }
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
