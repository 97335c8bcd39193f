import { frameOf } from './frame.ts';

/**
 * A broadcast hands the same payload to one socket after the other, in one synchronous run. The frame
 * is built when a payload comes for the second time, so that a message to one reader is never copied,
 * and forgotten when the run ends, so that nothing is kept alive.
 */
export class SharedFrame {
  #payload: Uint8Array | null = null;
  #frame: Buffer | null = null;

  /** The frame of `payload`; null when this run sees it for the first time. Never written to again. */
  take(payload: Uint8Array): Buffer | null {
    if (payload === this.#payload) return (this.#frame ??= frameOf(payload));
    if (this.#payload === null) queueMicrotask(() => this.#forget());
    this.#payload = payload;
    this.#frame = null;
    return null;
  }

  #forget(): void {
    this.#payload = null;
    this.#frame = null;
  }
}
