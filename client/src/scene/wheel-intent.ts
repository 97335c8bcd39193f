/** The part of a WheelEvent that tells a mouse's wheel from two fingers on a trackpad. */
export interface WheelSample {
  readonly deltaX: number;
  readonly deltaY: number;
  readonly deltaMode: number;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly timeMs: number;
}

export type WheelIntent =
  | { readonly type: 'zoom'; readonly factor: number }
  | { readonly type: 'pan'; readonly dx: number; readonly dy: number };

const LINE_PX = 32;
const PAGE_PX = 400;
/** A gesture goes on while its events follow each other this closely. */
const GESTURE_MS = 260;
/** Smallest step of a mouse's wheel in pixel mode; trackpads begin with much less. */
const NOTCH_PX = 50;

/**
 * A mouse's wheel zooms; two fingers pan; a pinch (which browsers report with ctrl) zooms. Wheels
 * show themselves by line mode, or by whole, large steps without a sideways part. What a gesture
 * began as, it stays.
 */
export class WheelReader {
  #last = -Infinity;
  #trackpad = false;

  read(sample: WheelSample): WheelIntent {
    const unit = sample.deltaMode === 1 ? LINE_PX : sample.deltaMode === 2 ? PAGE_PX : 1;
    const dx = sample.deltaX * unit;
    const dy = sample.deltaY * unit;
    const fresh = sample.timeMs - this.#last > GESTURE_MS;
    this.#last = sample.timeMs;
    if (sample.ctrlKey || sample.metaKey) {
      // Pinches come in steps of a few pixels, ctrl + wheel in steps of a hundred.
      const speed = Math.abs(dy) >= NOTCH_PX ? 0.002 : 0.01;
      return { type: 'zoom', factor: Math.exp(-Math.max(-120, Math.min(120, dy)) * speed) };
    }
    if (fresh) this.#trackpad = !looksLikeWheel(sample);
    else if (sample.deltaMode === 0 && sample.deltaX !== 0 && sample.deltaY !== 0) this.#trackpad = true;
    if (this.#trackpad || (sample.deltaX !== 0 && sample.deltaY === 0)) return { type: 'pan', dx, dy };
    if (sample.shiftKey) return { type: 'pan', dx: dy, dy: 0 };
    return { type: 'zoom', factor: Math.exp(-Math.max(-240, Math.min(240, dy)) * 0.0016) };
  }
}

function looksLikeWheel(sample: WheelSample): boolean {
  if (sample.deltaMode !== 0) return true;
  if (sample.deltaX !== 0) return false;
  return Math.abs(sample.deltaY) >= NOTCH_PX;
}
