/** Answers whether something still moves. `waitedMs` passed between asking for the frame and drawing it. */
export type DrawFrame = (elapsedMs: number, continuous: boolean, waitedMs: number) => boolean;

/** Frames on demand: one is asked for, drawn, and followed by another only if something still moves. */
export class FrameLoop {
  readonly #draw: DrawFrame;
  readonly #still: boolean;
  #asked = 0;
  #askedAt = 0;
  #last = 0;
  #running = false;
  #closed = false;

  /** `still`: never draws by itself, and no time passes. */
  constructor(draw: DrawFrame, still: boolean) {
    this.#draw = draw;
    this.#still = still;
  }

  ask(): void {
    if (this.#asked !== 0 || this.#still || this.#closed) return;
    this.#askedAt = performance.now();
    this.#asked = requestAnimationFrame((now) => this.#frame(now));
  }

  now(): void {
    if (this.#closed) return;
    this.#draw(0, false, 0);
  }

  close(): void {
    this.#closed = true;
    cancelAnimationFrame(this.#asked);
  }

  #frame(now: number): void {
    this.#asked = 0;
    // After a rest the first frame counts as one of 60 Hz.
    const continuous = this.#running;
    const elapsed = continuous ? Math.min(now - this.#last, 100) : 16.7;
    this.#last = now;
    this.#running = this.#draw(elapsed, continuous, Math.min(performance.now() - this.#askedAt, 100));
    if (this.#running) this.ask();
  }
}
