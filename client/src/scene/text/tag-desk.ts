import type { CordState } from '../state.ts';
import { eraseTag, writeTag } from './cord-tag.ts';
import type { GlyphAtlas } from './glyph-atlas.ts';

/** Device pixels per unit from which a tag's words can be read. */
export const TAGS_FROM = 0.16;
/** Milliseconds of typesetting in one frame. */
const BUDGET_MS = 3;

/** Hangs the names of strings on tags, a few milliseconds a frame. */
export class TagDesk {
  readonly #atlas: GlyphAtlas;
  /** Its tag is of another size now. */
  readonly #hung: (cord: CordState) => void;
  readonly #tagged = new Set<CordState>();
  readonly #stale = new Set<CordState>();
  #generation = 0;

  constructor(atlas: GlyphAtlas, hung: (cord: CordState) => void) {
    this.#atlas = atlas;
    this.#hung = hung;
  }

  /** Its name, its colour or its sheet changed. */
  spoil(cord: CordState): void {
    if (cord.view.label !== undefined || cord.tagRun !== null) this.#stale.add(cord);
  }

  erase(cord: CordState): void {
    eraseTag(cord);
    this.#tagged.delete(cord);
    this.#stale.delete(cord);
  }

  /** Answers whether some is left for the next frame. Nothing is set that could not be read. */
  work(px: number, unlimited: boolean): boolean {
    if (px < TAGS_FROM) return false;
    if (this.#generation !== this.#atlas.generation) {
      this.#generation = this.#atlas.generation;
      for (const cord of this.#tagged) this.#stale.add(cord);
    }
    const began = performance.now();
    for (const cord of this.#stale) {
      if (!unlimited && performance.now() - began > BUDGET_MS) return true;
      this.#stale.delete(cord);
      writeTag(cord, this.#atlas);
      this.#hung(cord);
      if (cord.tagRun === null) this.#tagged.delete(cord);
      else this.#tagged.add(cord);
    }
    return false;
  }
}
