import type { WorldRect } from './types.ts';

export const CELL_SIZE = 512;

const ROW = 67_108_864;

/**
 * Where things are, by cells of 512 units. Handles are small integers chosen by the caller. A
 * handle lies in every cell its box touches; moving inside the same cells touches nothing.
 */
export class GridHash {
  readonly #cells = new Map<number, number[]>();
  /** Cell span per handle: first column, first row, last column, last row. */
  #spans = new Float64Array(4 * 256);
  #held = new Uint8Array(256);
  #seen = new Uint32Array(256);
  #round = 0;

  set(handle: number, x: number, y: number, width: number, height: number): void {
    this.#reserve(handle);
    const c0 = Math.floor(x / CELL_SIZE);
    const r0 = Math.floor(y / CELL_SIZE);
    const c1 = Math.floor((x + width) / CELL_SIZE);
    const r1 = Math.floor((y + height) / CELL_SIZE);
    const at = handle * 4;
    const spans = this.#spans;
    if (this.#held[handle] === 1) {
      if (spans[at] === c0 && spans[at + 1] === r0 && spans[at + 2] === c1 && spans[at + 3] === r1) return;
      this.#takeOut(handle);
    }
    spans[at] = c0;
    spans[at + 1] = r0;
    spans[at + 2] = c1;
    spans[at + 3] = r1;
    this.#held[handle] = 1;
    for (let row = r0; row <= r1; row++) {
      for (let column = c0; column <= c1; column++) {
        const key = row * ROW + column;
        const cell = this.#cells.get(key);
        if (cell === undefined) this.#cells.set(key, [handle]);
        else cell.push(handle);
      }
    }
  }

  delete(handle: number): void {
    if (this.#held[handle] !== 1) return;
    this.#takeOut(handle);
    this.#held[handle] = 0;
  }

  /** Calls `visit` once for each handle whose cells meet the rectangle: candidates, to be tested exactly. */
  query(rect: WorldRect, visit: (handle: number) => void): void {
    this.#round++;
    const c0 = Math.floor(rect.x / CELL_SIZE);
    const r0 = Math.floor(rect.y / CELL_SIZE);
    const c1 = Math.floor((rect.x + rect.width) / CELL_SIZE);
    const r1 = Math.floor((rect.y + rect.height) / CELL_SIZE);
    if ((c1 - c0 + 1) * (r1 - r0 + 1) > this.#cells.size) {
      for (const [key, cell] of this.#cells) {
        const row = Math.round(key / ROW);
        const column = key - row * ROW;
        if (column >= c0 && column <= c1 && row >= r0 && row <= r1) this.#visitCell(cell, visit);
      }
      return;
    }
    for (let row = r0; row <= r1; row++) {
      for (let column = c0; column <= c1; column++) {
        const cell = this.#cells.get(row * ROW + column);
        if (cell !== undefined) this.#visitCell(cell, visit);
      }
    }
  }

  #visitCell(cell: readonly number[], visit: (handle: number) => void): void {
    for (const handle of cell) {
      if (this.#seen[handle] === this.#round) continue;
      this.#seen[handle] = this.#round;
      visit(handle);
    }
  }

  #takeOut(handle: number): void {
    const at = handle * 4;
    const [c0, r0, c1, r1] = [this.#spans[at] ?? 0, this.#spans[at + 1] ?? 0, this.#spans[at + 2] ?? 0, this.#spans[at + 3] ?? 0];
    for (let row = r0; row <= r1; row++) {
      for (let column = c0; column <= c1; column++) {
        const key = row * ROW + column;
        const cell = this.#cells.get(key);
        if (cell === undefined) continue;
        const index = cell.indexOf(handle);
        const last = cell.pop();
        if (last !== undefined && last !== handle && index >= 0) cell[index] = last;
        if (cell.length === 0) this.#cells.delete(key);
      }
    }
  }

  #reserve(handle: number): void {
    if (handle < this.#held.length) return;
    const size = Math.max(handle + 1, this.#held.length * 2);
    const spans = new Float64Array(size * 4);
    spans.set(this.#spans);
    const held = new Uint8Array(size);
    held.set(this.#held);
    const seen = new Uint32Array(size);
    seen.set(this.#seen);
    this.#spans = spans;
    this.#held = held;
    this.#seen = seen;
  }
}
