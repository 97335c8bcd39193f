import type { Point } from '@oto/schema/geometry/lattice';
import type { BoardScene } from '../scene/types.ts';
import { joined, rectBetween } from '../tool/marking.ts';

export interface LassoHandOptions {
  readonly scene: Pick<BoardScene, 'notesIn' | 'setLasso'>;
  readonly mayMove: (id: string) => boolean;
  readonly mark: (ids: readonly string[]) => void;
}

/** Draws a rectangle round notes and marks those that the person may move, beside what was marked before. */
export class LassoHand {
  #options: LassoHandOptions;
  #drawn: { readonly from: Point; readonly before: readonly string[] } | null = null;

  constructor(options: LassoHandOptions) {
    this.#options = options;
  }

  get isDrawing(): boolean {
    return this.#drawn !== null;
  }

  /** World units. */
  begin(from: Point, marked: readonly string[]): void {
    this.#drawn = { from, before: marked };
  }
  pull(to: Point): void {
    if (!this.#drawn) return;
    const { scene, mark, mayMove } = this.#options;
    const rect = rectBetween(this.#drawn.from, to);
    scene.setLasso(rect);
    mark(joined(this.#drawn.before, scene.notesIn(rect).filter(mayMove)));
  }
  drop(): void {
    this.#drawn = null;
    this.#options.scene.setLasso(null);
  }
  /** What was marked before is marked again. */
  letGo(): void {
    const before = this.#drawn?.before;
    this.drop();
    if (before) this.#options.mark(before);
  }
}
