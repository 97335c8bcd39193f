/** Frames on demand: one is asked for, drawn, and followed by another only if something still moves. */
export class FrameLoop {
  readonly #draw: (elapsedMs: number, continuous: boolean) => boolean;
  readonly #still: boolean;
  #asked = 0;
  #last = 0;
  #running = false;
  #closed = false;

  /** `still`: never draws by itself, and no time passes. `draw` answers whether something still moves. */
  constructor(draw: (elapsedMs: number, continuous: boolean) => boolean, still: boolean) {
    this.#draw = draw;
    this.#still = still;
  }

  ask(): void {
    if (this.#asked !== 0 || this.#still || this.#closed) return;
    this.#asked = requestAnimationFrame((now) => this.#frame(now));
  }

  now(): void {
    if (this.#closed) return;
    this.#draw(0, false);
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
    this.#running = this.#draw(elapsed, continuous);
    if (this.#running) this.ask();
  }
}
