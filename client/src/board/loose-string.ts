import { cordColour } from '@oto/schema/board/cords';
import type { Point } from '@oto/schema/geometry/lattice';
import type { BoardScene } from '../scene/types.ts';
import type { BoardView } from './board-view.ts';
import { noteUnder } from './note-under.ts';
import type { TieHand } from './tie-hand.ts';

export interface LooseStringOptions {
  readonly scene: Pick<BoardScene, 'hitTest' | 'holdLooseCord' | 'pinOf'>;
  readonly view: Pick<BoardView, 'cords' | 'find'>;
  readonly ties: Pick<TieHand, 'tie' | 'mayTie'>;
  /** Index into CORD_COLOURS. */
  readonly colour: () => number;
  readonly onTying: (from: string | null) => void;
  readonly onTied: (key: string) => void;
}

/** Until a pointer moves, the string hangs this far below its pin, in units. */
const HANGS = 120;

/** A string that hangs from a note to the pointer, until it is tied to another note or let go. */
export class LooseString {
  #options: LooseStringOptions;
  #from: string | null = null;

  constructor(options: LooseStringOptions) {
    this.#options = options;
  }

  get from(): string | null {
    return this.#from;
  }

  /** `at`: world units; null where no pointer is known. */
  begin(from: string, at: Point | null): void {
    const pin = this.#options.scene.pinOf(from);
    if (!pin) return;
    this.#from = from;
    this.#options.onTying(from);
    this.follow(at ?? { x: pin.x, y: pin.y + HANGS });
  }

  follow(at: Point): void {
    const { scene, view, ties, colour } = this.#options;
    const from = this.#from;
    if (from === null) return;
    if (!view.find(from)) return this.letGo();
    const under = noteUnder(scene, view, at);
    const target = under !== null && ties.mayTie(from, under) ? under : null;
    scene.holdLooseCord({ note: from, x: at.x, y: at.y, colour: cordColour(colour()), target });
  }

  /** On another note it is tied; anywhere else it falls. */
  tieAt(at: Point): void {
    const under = noteUnder(this.#options.scene, this.#options.view, at);
    if (under === null) this.letGo();
    else this.tieTo(under);
  }
  tieTo(note: string): void {
    const { ties, colour, onTied } = this.#options;
    const from = this.#from;
    this.letGo();
    const key = from !== null && from !== note ? ties.tie(from, note, colour()) : null;
    if (key !== null) onTied(key);
  }

  letGo(): void {
    if (this.#from === null) return;
    this.#from = null;
    this.#options.scene.holdLooseCord(null);
    this.#options.onTying(null);
  }
}
