export interface PackedPlace {
  readonly x: number;
  readonly y: number;
}

/** Packs glyphs of like heights on shelves, one texel apart; null when the square is full. */
export class ShelfPacker {
  readonly size: number;
  #x = 1;
  #y = 1;
  #shelf = 0;

  constructor(size: number) {
    this.size = size;
  }

  place(width: number, height: number): PackedPlace | null {
    if (width + 2 > this.size) return null;
    if (this.#x + width + 1 > this.size) {
      this.#x = 1;
      this.#y += this.#shelf + 1;
      this.#shelf = 0;
    }
    if (this.#y + height + 1 > this.size) return null;
    const place = { x: this.#x, y: this.#y };
    this.#x += width + 1;
    this.#shelf = Math.max(this.#shelf, height);
    return place;
  }

  clear(): void {
    this.#x = 1;
    this.#y = 1;
    this.#shelf = 0;
  }
}
