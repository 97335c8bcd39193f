/** Slower than 40 frames a second over this many frames in a row counts as a weak GPU. */
const FRAMES = 45;
const SLOW_MS = 25;

/** Chooses the plain paper for weak GPUs, by measured frame time; once chosen it stays. */
export class PaperQuality {
  plain = false;
  #slow = 0;

  /** `elapsedMs` between two frames of one movement; `jsMs` is what JavaScript took of it. */
  measure(elapsedMs: number, jsMs: number): void {
    if (this.plain) return;
    this.#slow = elapsedMs - jsMs > SLOW_MS ? this.#slow + 1 : 0;
    if (this.#slow >= FRAMES) this.plain = true;
  }
}
