import type { WorldPoint } from '../types.ts';
import { distance, grip, type GripMove } from './grip.ts';
import { thrown, type Carry } from './throw.ts';

/** A hand trembles by less than this, in CSS pixels: as much as a press that is still a click. */
const SLOP = { fine: 4, coarse: 9 } as const;
const CARRIES_KEPT = 32;

interface Held {
  readonly id: number;
  readonly coarse: boolean;
  at: WorldPoint;
}

/**
 * The pointers that hold the paper. While it is off, they are followed and move nothing: the board
 * has them for a note. Answers what the paper does; touches nothing itself.
 */
export class Hand {
  #held: Held[] = [];
  #on = true;
  /** Where a single pointer went down that has not left its slop; null: the paper follows. */
  #resting: WorldPoint | null = null;
  #carries: Carry[] = [];

  get holds(): boolean {
    return this.#held.length > 0;
  }

  turn(on: boolean): void {
    if (this.#on === on) return;
    this.#on = on;
    this.#carries = [];
    // Given back in the middle of a drag: the paper follows from here.
    this.#resting = null;
  }

  down(id: number, at: WorldPoint, coarse: boolean): void {
    this.#drop(id);
    this.#held.push({ id, at, coarse });
    this.#resting = this.#held.length === 1 ? at : null;
    this.#carries = [];
  }

  /** Null: the paper stays. */
  move(id: number, at: WorldPoint, time: number): GripMove | null {
    const held = this.#held.find((one) => one.id === id);
    if (held === undefined) return null;
    const before = this.#held.map((one) => one.at);
    if (this.#resting !== null) {
      if (distance(this.#resting, at) <= (held.coarse ? SLOP.coarse : SLOP.fine)) return null;
      before[0] = this.#resting;
      this.#resting = null;
    }
    held.at = at;
    if (!this.#on) return null;
    const move = grip(
      before,
      this.#held.map((one) => one.at),
    );
    this.#carries.push({ time, dx: move.dx, dy: move.dy });
    if (this.#carries.length > CARRIES_KEPT) this.#carries.shift();
    return move;
  }

  /** Speed of the throw when the last pointer lets go, CSS pixels a millisecond; null: nothing is thrown. */
  up(id: number, time: number): WorldPoint | null {
    const carries = this.#carries;
    if (!this.#drop(id)) return null;
    this.#carries = [];
    return this.#held.length === 0 && this.#on ? thrown(carries, time) : null;
  }

  cancel(id: number): void {
    if (this.#drop(id)) this.#carries = [];
  }

  #drop(id: number): boolean {
    const count = this.#held.length;
    this.#held = this.#held.filter((one) => one.id !== id);
    if (this.#held.length === 0) this.#resting = null;
    return this.#held.length < count;
  }
}
