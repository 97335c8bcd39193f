import type { RegionState } from './state.ts';

const FADE_MS = 280;

export interface PastFadeHooks {
  /** Its notes and strings must be drawn with the new share. */
  changed(region: RegionState): void;
  /** Half way: from here on words are in lead, or in ink again. */
  turned(region: RegionState): void;
}

/** Crossfades regions between today and the pencil copy of an earlier layout. */
export class PastFade {
  readonly #hooks: PastFadeHooks;
  readonly #goals = new Map<RegionState, number>();

  constructor(hooks: PastFadeHooks) {
    this.#hooks = hooks;
  }

  set(region: RegionState, past: boolean): void {
    this.#goals.set(region, past ? 1 : 0);
  }

  forget(region: RegionState): void {
    this.#goals.delete(region);
  }

  /** Answers whether anything still fades. */
  step(ms: number): boolean {
    for (const [region, goal] of this.#goals) {
      const before = region.past;
      const way = Math.min(1, ms / FADE_MS);
      region.past = goal > before ? Math.min(goal, before + way) : Math.max(goal, before - way);
      if (before > 0.5 !== region.past > 0.5) this.#hooks.turned(region);
      if (region.past !== before) this.#hooks.changed(region);
      if (region.past === goal) this.#goals.delete(region);
    }
    return this.#goals.size > 0;
  }
}
