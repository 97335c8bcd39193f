/** A pen, a finger or a mouse that touches or nears the board. */
export interface PalmEvent {
  readonly kind: 'pen' | 'touch' | 'mouse';
  /** `leave`: a pen that is too far away to be felt. */
  readonly phase: 'down' | 'move' | 'up' | 'cancel' | 'leave';
  readonly pointer: number;
  /** Milliseconds on any steady clock. */
  readonly time: number;
}

export interface PalmState {
  readonly near: boolean;
  /** When the last pen left. */
  readonly left: number;
  /** Fingers that are heard, and those that are not. */
  readonly fingers: readonly number[];
  readonly ignored: readonly number[];
}

export interface PalmStep {
  readonly state: PalmState;
  readonly heard: boolean;
  /** Fingers that were heard so far and must be taken for lifted: the hand that holds the pen. */
  readonly dropped: readonly number[];
}

export const NO_PALM: PalmState = { near: false, left: -Infinity, fingers: [], ignored: [] };
/** A hand that lifts the pen to put it down elsewhere rests on the glass meanwhile. */
export const GRACE_MS = 400;

/** A hand that writes rests on the glass: while a pen is near or down, and a moment longer, fingers are not heard. */
export function palm(state: PalmState, event: PalmEvent): PalmStep {
  const { pointer, time } = event;
  switch (event.kind) {
    case 'mouse':
      return { state, heard: true, dropped: [] };
    case 'pen': {
      const near = event.phase !== 'leave' && event.phase !== 'cancel';
      if (!near) return { state: { ...state, near, left: time }, heard: true, dropped: [] };
      const dropped = state.fingers;
      return { state: { ...state, near, fingers: [], ignored: [...state.ignored, ...dropped] }, heard: true, dropped };
    }
    case 'touch': {
      const fingers = state.fingers.filter((id) => id !== pointer);
      const ignored = state.ignored.filter((id) => id !== pointer);
      const was = ignored.length < state.ignored.length;
      if (event.phase === 'down') {
        const palmed = state.near || time - state.left < GRACE_MS;
        return palmed
          ? { state: { ...state, fingers, ignored: [...ignored, pointer] }, heard: false, dropped: [] }
          : { state: { ...state, fingers: [...fingers, pointer], ignored }, heard: true, dropped: [] };
      }
      if (event.phase === 'move') return { state, heard: !was, dropped: [] };
      return { state: { ...state, fingers, ignored }, heard: !was, dropped: [] };
    }
    default:
      return event.kind satisfies never;
  }
}
