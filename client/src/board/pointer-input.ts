import type { Point } from '@oto/schema/geometry/lattice';
import type { Reach } from './grasp.ts';
import { guardPalm } from './palm-guard.ts';
import {
  grabs,
  HOLD_MS,
  IDLE,
  LONG_PRESS_MS,
  press,
  type PressEdit,
  type PressEvent,
  type PressState,
  type PressTarget,
} from '../tool/press.ts';

export interface PointerInput {
  readonly isDragging: boolean;
  /** Ends the press under way; what it dragged goes back. */
  cancel(): void;
  destroy(): void;
}

export interface PointerInputOptions {
  readonly host: HTMLElement;
  /** What lies under a point, in CSS pixels from the host's top left corner. */
  readonly targetAt: (point: Point, reach: Reach) => PressTarget;
  readonly onEdit: (edit: PressEdit) => void;
  /** Called with false while the board, not the camera, has the pointer. */
  readonly setPanEnabled: (enabled: boolean) => void;
  /** The pointer, pressed or not; null when it has left. */
  readonly onHover: (point: Point | null, target: PressTarget | null) => void;
  readonly onContext: (point: Point, target: PressTarget) => void;
}

function reachOf(event: PointerEvent): Reach {
  return { alt: event.altKey, coarse: event.pointerType === 'touch' };
}

/**
 * Listens on the host before the camera does (capture), and feeds the press machine. Movement is
 * followed on the window, so that a drag may leave the host.
 */
export function listenToPointers(options: PointerInputOptions): PointerInput {
  const { host, targetAt, onEdit, setPanEnabled, onHover, onContext } = options;
  let state: PressState = IDLE;
  let timers: ReturnType<typeof setTimeout>[] = [];
  const stop = new AbortController();
  const stopPalm = guardPalm(host);

  const pointOf = (event: MouseEvent): Point => {
    const box = host.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const forgetTimers = (): void => {
    for (const timer of timers) clearTimeout(timer);
    timers = [];
  };
  const feed = (event: PressEvent): void => {
    const step = press(state, event);
    const had = takes(state);
    state = step.state;
    if (takes(state) !== had) setPanEnabled(!takes(state));
    if (state.name !== 'pressed') forgetTimers();
    for (const edit of step.edits) onEdit(edit);
  };
  const cancel = (): void => {
    if (state.name === 'pressed' || state.name === 'dragging') feed({ type: 'cancel', pointer: state.pointer });
  };
  const onHost = (event: Event): boolean => event.target instanceof HTMLCanvasElement || event.target === host;

  host.addEventListener(
    'pointerdown',
    (event) => {
      if (!onHost(event)) return;
      const at = pointOf(event);
      const time = performance.now();
      feed({
        type: 'down',
        pointer: event.pointerId,
        touch: event.pointerType === 'touch',
        primary: event.button === 0,
        shift: event.shiftKey,
        target: targetAt(at, reachOf(event)),
        at,
        time,
      });
      if (state.name === 'pressed' && event.pointerType !== 'mouse') {
        timers = [HOLD_MS, LONG_PRESS_MS].map((ms) => setTimeout(() => feed({ type: 'time', time: time + ms }), ms));
      }
    },
    { capture: true, signal: stop.signal },
  );
  addEventListener(
    'pointermove',
    (event) => {
      const at = pointOf(event);
      if (event.pointerType !== 'touch') {
        onHover(
          onHost(event) || state.name === 'dragging' ? at : null,
          state.name === 'idle' && onHost(event) ? targetAt(at, reachOf(event)) : null,
        );
      }
      if (state.name !== 'idle') feed({ type: 'move', pointer: event.pointerId, at });
    },
    { signal: stop.signal },
  );
  addEventListener('pointerup', (event) => feed({ type: 'up', pointer: event.pointerId, at: pointOf(event) }), { signal: stop.signal });
  addEventListener('pointercancel', (event) => feed({ type: 'cancel', pointer: event.pointerId }), { signal: stop.signal });
  host.addEventListener('pointerleave', () => onHover(null, null), { signal: stop.signal });
  host.addEventListener(
    'contextmenu',
    (event) => {
      if (!onHost(event)) return;
      event.preventDefault();
      // A finger's long press is told by the press itself.
      if (event instanceof PointerEvent && event.pointerType === 'touch') return;
      cancel();
      const at = pointOf(event);
      onContext(at, targetAt(at, { alt: false, coarse: false }));
    },
    { signal: stop.signal },
  );

  return {
    get isDragging() {
      return state.name === 'dragging';
    },
    cancel,
    destroy() {
      stop.abort();
      stopPalm();
      forgetTimers();
    },
  };
}

/** Whether the board keeps the pointer from the camera: a press that may become a drag. */
function takes(state: PressState): boolean {
  return state.name === 'dragging' || (state.name === 'pressed' && grabs(state));
}
