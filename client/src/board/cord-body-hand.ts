import type { Point } from '@oto/schema/geometry/lattice';
import type { BoardScene } from '../scene/types.ts';
import type { PulledCord } from './board-controller.ts';
import type { BoardView } from './board-view.ts';

/** CSS pixels that a string's body is drawn aside before the camera follows it. */
const TUG = 56;

export interface CordBodyHandOptions {
  readonly scene: Pick<BoardScene, 'camera' | 'holdLooseCord' | 'setHover'>;
  readonly view: Pick<BoardView, 'cords' | 'find'>;
  readonly onPull: (cord: PulledCord) => void;
}

/** A hand on the body of a provenance string: it gives a little, then the camera travels along it. */
export class CordBodyHand {
  readonly #options: CordBodyHandOptions;
  #held: { readonly id: string; readonly from: Point } | null = null;

  constructor(options: CordBodyHandOptions) {
    this.#options = options;
  }

  get isHolding(): boolean {
    return this.#held !== null;
  }

  /** People's own strings lead nowhere. */
  mayTake(id: string): boolean {
    const cord = this.#options.view.cords.get(id);
    return cord !== undefined && cord.tie === undefined;
  }

  /** `at`: world units. */
  take(id: string, at: Point): void {
    if (this.mayTake(id)) this.#held = { id, from: at };
  }

  pull(to: Point): void {
    const { scene, view, onPull } = this.#options;
    const held = this.#held;
    if (held === null) return;
    const cord = view.cords.get(held.id);
    if (!cord) return this.letGo();
    scene.setHover(held.id);
    if (Math.hypot(to.x - held.from.x, to.y - held.from.y) * scene.camera.zoom < TUG) {
      const note = [cord.to[0], cord.from[0]].find((id) => view.find(id) !== undefined);
      if (note !== undefined) scene.holdLooseCord({ note, x: to.x, y: to.y, colour: cord.view.colour, target: null });
      return;
    }
    this.letGo();
    onPull({ creation: cord.to[0], from: cord.from[0] });
  }

  letGo(): void {
    if (this.#held === null) return;
    this.#held = null;
    this.#options.scene.holdLooseCord(null);
    this.#options.scene.setHover(null);
  }
}
