const FIRST_MS = 1000;
const LONGEST_MS = 30_000;

/** When to try again after failures: the wait doubles from one second to half a minute. */
export class Backoff {
  #now: () => number;
  #nextMs = FIRST_MS;
  #until = 0;
  #failing = false;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Until the next try, milliseconds. */
  get waitMs(): number {
    return Math.max(0, this.#until - this.#now());
  }
  mayTry(): boolean {
    return this.#now() >= this.#until;
  }
  /** True when it is the first failure since the last success. Failures of tries begun together count once. */
  failed(): boolean {
    const first = !this.#failing;
    this.#failing = true;
    if (!this.mayTry()) return first;
    this.#until = this.#now() + this.#nextMs;
    this.#nextMs = Math.min(2 * this.#nextMs, LONGEST_MS);
    return first;
  }
  succeeded(): void {
    this.#nextMs = FIRST_MS;
    this.#until = 0;
    this.#failing = false;
  }
}
