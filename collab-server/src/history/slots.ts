import { err, ok, type Result } from '@oto/schema/base/result';

/** Rebuilds that run at one time, requests that wait for one, and how long they do. */
export type SlotLimits = { readonly running: number; readonly waiting: number; readonly waitMs: number };
export const SLOTS: SlotLimits = { running: 2, waiting: 16, waitMs: 3_000 };

/** Lets few works run at one time; the others wait in order, and not for long. */
export class Slots {
  readonly #limits: SlotLimits;
  readonly #waiting: ((mayRun: boolean) => void)[] = [];
  #running = 0;

  constructor(limits: SlotLimits = SLOTS) {
    this.#limits = limits;
  }

  /** `unavailable` when no slot came free in time; then `work` was not begun. */
  async run<T>(work: () => Promise<T>): Promise<Result<T, 'unavailable'>> {
    if (!(await this.#enter())) return err('unavailable', 'too many rebuilds');
    try {
      return ok(await work());
    } finally {
      const next = this.#waiting.shift();
      if (next) next(true);
      else this.#running--;
    }
  }

  /** Resolves with whether a slot was got; a slot that is handed on stays counted. */
  #enter(): Promise<boolean> {
    const { running, waiting, waitMs } = this.#limits;
    if (this.#running < running) {
      this.#running++;
      return Promise.resolve(true);
    }
    if (this.#waiting.length >= waiting) return Promise.resolve(false);
    return new Promise((resolve) => {
      const alarm = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1);
        resolve(false);
      }, waitMs);
      const enter = (mayRun: boolean) => {
        clearTimeout(alarm);
        resolve(mayRun);
      };
      this.#waiting.push(enter);
    });
  }
}
