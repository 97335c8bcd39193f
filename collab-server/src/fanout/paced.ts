/**
 * Runs `action` after each call, at least `window()` milliseconds after its last run: at once when it
 * has been quiet, once for all calls that came in the meantime otherwise. "At once" is the end of the
 * event loop's turn, so what arrives together goes together. A failure is told and ends nothing.
 */
export class Paced {
  readonly #window: () => number;
  readonly #action: () => void;
  readonly #onError: (error: unknown) => void;
  #last = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | null = null;

  constructor(window: () => number, action: () => void, onError: (error: unknown) => void) {
    this.#window = window;
    this.#action = action;
    this.#onError = onError;
  }

  call(): void {
    if (this.#cancel !== null) return;
    const wait = Math.ceil(this.#last + this.#window() - performance.now());
    if (wait > 0) {
      const timer = setTimeout(() => this.#run(), wait);
      this.#cancel = () => clearTimeout(timer);
    } else {
      const immediate = setImmediate(() => this.#run());
      this.#cancel = () => clearImmediate(immediate);
    }
  }

  /** Forgets what was called for. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #run(): void {
    this.#cancel = null;
    this.#last = performance.now();
    try {
      this.#action();
    } catch (error) {
      this.#onError(error);
    }
  }
}
