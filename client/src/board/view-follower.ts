import type { SceneCamera } from '../scene/types.ts';
import type { SeenView } from './people-book.ts';

export interface ViewFollowerOptions {
  readonly camera: SceneCamera;
  /** No easing: the view jumps. */
  readonly reducedMotion: boolean;
  /** The hand of this person moved the view. */
  readonly onLeft: () => void;
  /** Calls back at the next frame. */
  readonly requestFrame: (callback: () => void) => void;
  readonly now: () => number;
}

type Place = { readonly x: number; readonly y: number; readonly zoom: number };

/** Of the easing: after so long a third of the way is left. */
const EASE_MS = 90;
/** Further than this, in screens, is flown. */
const FAR = 3;
/** Nearer than this, in CSS pixels and parts of the zoom, is there. */
const THERE_PX = 0.3;
const THERE_ZOOM = 0.001;

/** Lets the view follow another's, until this person moves it. The other's whole screen is in view. */
export class ViewFollower {
  readonly #options: ViewFollowerOptions;
  #aim: SeenView | null = null;
  /** Where the camera was put last; whatever else it is found at is the work of a hand. */
  #put: Place | null = null;
  #flying = false;
  #running = false;
  #last = 0;
  #stopCamera: () => void;

  constructor(options: ViewFollowerOptions) {
    this.#options = options;
    this.#stopCamera = options.camera.onChange(() => this.#watch());
  }

  look(view: SeenView): void {
    const first = this.#aim === null;
    this.#aim = view;
    if (first || this.#isFar()) this.#fly();
    else this.#run();
  }

  rest(): void {
    this.#aim = null;
    this.#put = null;
    this.#flying = false;
  }

  destroy(): void {
    this.rest();
    this.#stopCamera();
  }

  #goal(): Place | null {
    const { camera } = this.#options;
    if (!this.#aim) return null;
    const { at, width, height } = this.#aim;
    const seen = camera.visibleRect();
    const limits = camera.limits();
    const zoom = Math.min((seen.width * camera.zoom) / width, (seen.height * camera.zoom) / height);
    return { ...at, zoom: Math.min(limits.max, Math.max(limits.min, zoom)) };
  }

  #isFar(): boolean {
    const { camera } = this.#options;
    const goal = this.#goal();
    if (!goal) return false;
    const seen = camera.visibleRect();
    const span = Math.max(seen.width, (seen.width * camera.zoom) / goal.zoom);
    return Math.hypot(goal.x - camera.x, goal.y - camera.y) > FAR * span;
  }

  #fly(): void {
    if (this.#flying) return;
    const goal = this.#goal();
    if (!goal) return;
    const aim = this.#aim;
    this.#flying = true;
    this.#put = null;
    void this.#options.camera.flyTo(goal).then((arrived) => {
      if (!this.#flying || this.#aim === null) return;
      this.#flying = false;
      if (!arrived) return this.#leave();
      this.#put = this.#place();
      if (this.#aim !== aim) this.look(this.#aim);
    });
  }

  #run(): void {
    if (this.#running || this.#flying) return;
    this.#running = true;
    this.#last = this.#options.now();
    this.#options.requestFrame(() => this.#frame());
  }

  #frame(): void {
    this.#running = false;
    const goal = this.#goal();
    if (!goal || this.#flying || this.#watch()) return;
    const { camera, reducedMotion, now, requestFrame } = this.#options;
    const at = now();
    const part = reducedMotion ? 1 : 1 - Math.exp(-Math.max(1, at - this.#last) / EASE_MS);
    this.#last = at;
    const zoom = camera.zoom * (goal.zoom / camera.zoom) ** part;
    const isThere =
      Math.hypot(goal.x - camera.x, goal.y - camera.y) * camera.zoom < THERE_PX && Math.abs(goal.zoom / camera.zoom - 1) < THERE_ZOOM;
    // The camera may tell of its move at once.
    this.#put = null;
    camera.moveTo(isThere ? goal : { x: camera.x + (goal.x - camera.x) * part, y: camera.y + (goal.y - camera.y) * part, zoom });
    this.#put = this.#place();
    if (isThere || part === 1) return;
    this.#running = true;
    requestFrame(() => this.#frame());
  }

  /** Whether a hand has moved the view since. */
  #watch(): boolean {
    const put = this.#put;
    if (!put || this.#flying) return false;
    const { camera } = this.#options;
    const moved = Math.hypot(put.x - camera.x, put.y - camera.y) * camera.zoom > 1 || Math.abs(put.zoom / camera.zoom - 1) > THERE_ZOOM;
    if (moved) this.#leave();
    return moved;
  }

  #leave(): void {
    this.rest();
    this.#options.onLeft();
  }

  #place(): Place {
    const { x, y, zoom } = this.#options.camera;
    return { x, y, zoom };
  }
}
