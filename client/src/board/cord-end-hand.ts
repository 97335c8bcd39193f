import type { Point } from '@oto/schema/geometry/lattice';
import type { BoardScene } from '../scene/types.ts';
import type { BoardView } from './board-view.ts';
import { noteUnder } from './note-under.ts';
import type { TieHand } from './tie-hand.ts';

export interface HeldEnd {
  readonly id: string;
  readonly end: 'from' | 'to';
}

export interface CordEndHandOptions {
  readonly scene: Pick<BoardScene, 'hitTest' | 'holdCordEnd'>;
  readonly view: Pick<BoardView, 'cords' | 'find'>;
  readonly ties: Pick<TieHand, 'mayRetie' | 'retie'>;
  readonly isMember: () => boolean;
  readonly onReattach: (drop: { readonly creation: string; readonly agent: string }) => void;
}

/** A hand on a string's end: ties are tied anew, a creation's cord asks to re-make it with another agent. */
export class CordEndHand {
  #options: CordEndHandOptions;
  /** `fixed`: the note at the other end. */
  #held: (HeldEnd & { readonly fixed: string }) | null = null;

  constructor(options: CordEndHandOptions) {
    this.#options = options;
  }

  get isHolding(): boolean {
    return this.#held !== null;
  }

  /** A tie at either end; a creation's cord at its agent's end. Fork cords are for ever. */
  mayTake({ id, end }: HeldEnd): boolean {
    const cord = this.#options.view.cords.get(id);
    if (!cord || !this.#options.isMember()) return false;
    return cord.tie ? this.#options.ties.mayRetie(cord.tie.key) : cord.style === 'cord' && end === 'from';
  }

  take({ id, end }: HeldEnd): void {
    const cord = this.#options.view.cords.get(id);
    if (cord) this.#held = { id, end, fixed: cord[end === 'from' ? 'to' : 'from'][0] };
  }

  pull(to: Point): void {
    const held = this.#current();
    if (held) this.#options.scene.holdCordEnd({ id: held.id, end: held.end, x: to.x, y: to.y });
    else this.letGo();
  }

  drop(at: Point): void {
    const held = this.#current();
    this.letGo();
    const { scene, view, ties, onReattach } = this.#options;
    const note = noteUnder(scene, view, at);
    const cord = held && view.cords.get(held.id);
    if (!held || !cord || note === null) return;
    if (cord.tie) ties.retie(cord.tie.key, held.end, note);
    else if (view.find(note)?.record.k === 'agent' && note !== cord.from[0]) onReattach({ creation: cord.to[0], agent: note });
  }

  letGo(): void {
    if (!this.#held) return;
    this.#held = null;
    this.#options.scene.holdCordEnd(null);
  }

  /**
   * The end in hand as the string is now. Others may tie it elsewhere meanwhile, and where its own
   * record takes over from a mirror its ends change sides: the note at the other end tells which is ours.
   */
  #current(): HeldEnd | null {
    const held = this.#held;
    const cord = held && this.#options.view.cords.get(held.id);
    if (!held || !cord) return null;
    const end = cord[held.end][0] === held.fixed ? (held.end === 'from' ? 'to' : 'from') : held.end;
    this.#held = { id: held.id, end, fixed: cord[end === 'from' ? 'to' : 'from'][0] };
    return this.#held;
  }
}
