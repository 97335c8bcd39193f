import { comeToRest, frameOfMovement, qualityOf, RESOLUTION_STEPS, type QualityState } from './governor.ts';

/** The view rests when nothing has moved for this long: a hand that hesitates does not make it flicker. */
const REST_MS = 140;

/** How good the next picture is to be: the governor, fed by the frames as they are drawn. */
export class PictureQuality {
  readonly #device: number;
  readonly #sharpen: () => void;
  #state: QualityState;
  #rest: ReturnType<typeof setTimeout> | undefined;

  /** `device`: device pixels per CSS pixel of a sharp picture. `sharpen` must draw a frame: the view rests. */
  constructor(wanted: 'auto' | 'full' | 'plain', device: number, sharpen: () => void) {
    this.#state = qualityOf(wanted);
    this.#device = device;
    this.#sharpen = sharpen;
  }

  get paper(): 'full' | 'plain' {
    return this.#state.paper;
  }

  /** The plain shaders draw: always on a weak GPU, and while a movement has to be drawn unsharp. */
  get plain(): boolean {
    return this.#state.paper === 'plain' || this.#state.step > 0;
  }

  get resolution(): number {
    return this.#device * (RESOLUTION_STEPS[this.#state.step] ?? 1);
  }

  /** A frame in which something moved was drawn, `waitedMs` after it had been asked for. */
  moved(waitedMs: number): void {
    this.#state = frameOfMovement(this.#state, waitedMs);
    clearTimeout(this.#rest);
    if (!this.#state.pinned) this.#rest = setTimeout(() => this.#comeToRest(), REST_MS);
  }

  close(): void {
    clearTimeout(this.#rest);
  }

  #comeToRest(): void {
    const before = this.#state;
    this.#state = comeToRest(before);
    if (before.step !== this.#state.step || before.paper !== this.#state.paper) this.#sharpen();
  }
}
